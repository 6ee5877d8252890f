package dev.holdfast.worker.provider.wire;

/**
 * Follows markdown far enough to say whether the next character stands in code: behind an open
 * fence, or behind an odd number of backticks in its line.
 */
final class CodeWatch {
    private StringBuilder line = new StringBuilder();
    private String fence = "";

    void read(CharSequence piece) {
        for (int i = 0; i < piece.length(); i++) {
            char unit = piece.charAt(i);
            if (unit == '\n') {
                endLine();
            } else if (line.length() < 1000) {
                line.append(unit);
            }
        }
    }

    private void endLine() {
        String text = line.toString().stripLeading();
        line = new StringBuilder();
        if (!fence.isEmpty()) {
            if (text.startsWith(fence)) {
                fence = "";
            }
        } else if (text.startsWith("```") || text.startsWith("~~~")) {
            fence = text.substring(0, 3);
        }
    }

    private boolean isCode() {
        return !fence.isEmpty() || line.chars().filter(unit -> unit == '`').count() % 2 == 1;
    }

    /** Whether what follows {@code piece}, read next, would stand in code. Reads nothing. */
    boolean isCodeAfter(CharSequence piece) {
        CodeWatch ahead = new CodeWatch();
        ahead.line.append(line);
        ahead.fence = fence;
        ahead.read(piece);
        return ahead.isCode();
    }
}
