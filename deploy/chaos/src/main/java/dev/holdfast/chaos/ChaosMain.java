package dev.holdfast.chaos;

import dev.holdfast.chaos.check.Report;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Exit code 0 where every promise was kept, 1 where one was not, 2 where a word was wrong. */
public final class ChaosMain {
    private ChaosMain() {}

    /**
     * @param arguments the data folder, then the options
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = Arrays.asList(arguments);
        Options options;
        try {
            options = Options.parse(Path.of(words.getFirst()), words.subList(1, words.size()));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Report report = new Campaign(options, System.out::println).run();
        report.print(System.out);
        System.exit(report.isClean() ? 0 : 1);
    }
}
