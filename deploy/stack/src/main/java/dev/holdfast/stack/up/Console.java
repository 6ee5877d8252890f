package dev.holdfast.stack.up;

/**
 * Where words go: what was asked for to standard output, and what happens meanwhile to standard
 * error when standard output is for a script.
 */
final class Console {
    private final boolean forScripts;

    Console(boolean forScripts) {
        this.forScripts = forScripts;
    }

    void say(String line) {
        (forScripts ? System.err : System.out).println(line);
    }

    void show(String result) {
        System.out.print(result);
        System.out.flush();
    }
}
