package dev.holdfast.worker.provider.resume;

/** A thematic break below a text that may have been cut off in the middle of a block of code. */
final class Break {
    private Break() {}

    static String after(String kept) {
        String open = "";
        for (String line : kept.split("\n", -1)) {
            String text = line.strip();
            if (open.isEmpty()) {
                open = opening(line, text);
            } else if (closes(text, open.strip())) {
                open = "";
            }
        }
        return "\n" + (open.isEmpty() ? "" : open + "\n") + "\n---\n\n";
    }

    /** The marks with what stands before them: within a list item they end nothing further left. */
    private static String opening(String line, String text) {
        if (!text.startsWith("```") && !text.startsWith("~~~")) {
            return "";
        }
        String marks = text.substring(0, run(text));
        boolean isCodeInItsLine = marks.charAt(0) == '`' && text.indexOf('`', marks.length()) >= 0;
        return isCodeInItsLine ? "" : line.substring(0, line.indexOf(text)) + marks;
    }

    private static boolean closes(String text, String marks) {
        return text.startsWith(marks) && run(text) == text.length();
    }

    private static int run(String text) {
        int length = 0;
        while (length < text.length() && text.charAt(length) == text.charAt(0)) {
            length++;
        }
        return length;
    }
}
