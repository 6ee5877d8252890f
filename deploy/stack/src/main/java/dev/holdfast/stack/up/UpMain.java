package dev.holdfast.stack.up;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs the stack in the foreground. Exit code 1 after a sentence about what is in the way. */
public final class UpMain {
    private UpMain() {}

    /**
     * @param args the data folder, then the options
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            List<String> words = Arrays.asList(args);
            Options options =
                    Options.parse(Path.of(words.getFirst()), words.subList(1, words.size()));
            new Session(options).run();
        } catch (Hint hint) {
            System.err.println(hint.getMessage());
            System.exit(1);
        } catch (IllegalStateException e) {
            System.err.println("Holdfast could not be started: " + e.getMessage());
            System.exit(1);
        }
    }
}
