package dev.holdfast.benchmark;

import java.util.List;

/**
 * Measures the token path, a resume and the memory, and prints figures. Exits with 1 when an answer
 * did not arrive whole: a fast wrong answer is no figure.
 */
public final class BenchMain {
    /** One alone is tried often, so that its figures have a spread. */
    private static final List<Level> LEVELS =
            List.of(new Level(1, 20, 100), new Level(50, 3, 500), new Level(200, 1, 500));

    /** Enough sends and answers that what is measured is no longer the JVMs' own start. */
    private static final Level WARM_UP = new Level(200, 3, 20);

    private BenchMain() {}

    /**
     * @param generations at once
     * @param rounds one after the other, each with new conversations
     * @param tokens of each answer
     */
    private record Level(int generations, int rounds, int tokens) {

        /** Whether every answer arrived whole. */
        boolean run(StreamLoad load) throws Exception {
            boolean whole = true;
            for (int round = 0; round < rounds; round++) {
                whole &= load.run();
            }
            return whole;
        }
    }

    public static void main(String[] arguments) throws Exception {
        boolean whole = true;
        try (Stage stage = new Stage()) {
            Memory.print("after the start", stage.pids());
            StreamLoad first = new StreamLoad(stage, WARM_UP.generations(), WARM_UP.tokens());
            whole &= first.run();
            System.out.println("\nfirst load after the start, to warm up");
            first.print();
            WARM_UP.run(new StreamLoad(stage, WARM_UP.generations(), WARM_UP.tokens()));
            for (Level level : LEVELS) {
                StreamLoad load = new StreamLoad(stage, level.generations(), level.tokens());
                whole &= level.run(load);
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
