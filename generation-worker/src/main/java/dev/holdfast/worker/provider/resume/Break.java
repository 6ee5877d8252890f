package dev.holdfast.worker.provider.resume;

/** A thematic break below a text that may have been cut off in the middle of a block of code. */
final class Break {
    private Break() {}

    static String after(String kept) {
        String fence = "";
        for (String line : kept.split("\n", -1)) {
            String text = line.strip();
            if (!fence.isEmpty()) {
                if (text.startsWith(fence)
                        && text.chars().allMatch(unit -> unit == text.charAt(0))) {
                    fence = "";
                }
            } else if (text.startsWith("```") || text.startsWith("~~~")) {
                fence = markers(text);
            }
        }
        return "\n" + (fence.isEmpty() ? "" : fence + "\n") + "\n---\n\n";
    }

    private static String markers(String text) {
        int length = 0;
        while (length < text.length() && text.charAt(length) == text.charAt(0)) {
            length++;
        }
        return text.substring(0, length);
    }
}
