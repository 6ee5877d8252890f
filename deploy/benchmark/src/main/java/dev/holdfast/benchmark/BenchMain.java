package dev.holdfast.benchmark;

import java.util.List;

/**
 * Measures the token path, a resume and the memory, and prints figures. Exits with 1 when an answer
 * did not arrive whole: a fast wrong answer is no figure.
 */
public final class BenchMain {
    private static final List<Integer> LEVELS = List.of(1, 50, 200);
    private static final int TOKENS = 500;

    private BenchMain() {}

    public static void main(String[] arguments) throws Exception {
        boolean whole = true;
        try (Stage stage = new Stage()) {
            Memory.print("after the start", stage.pids());
            System.out.println("\nwarming up");
            new StreamLoad(stage, 20, 300).run();
            for (int generations : LEVELS) {
                StreamLoad load = new StreamLoad(stage, generations, TOKENS);
                whole &= load.run();
                load.print();
            }
            Memory.print("after the load", stage.pids());
            new Resume(stage).run();
        }
        if (!whole) {
            System.out.println("\nNot every answer arrived whole.");
            System.exit(1);
        }
    }
}
