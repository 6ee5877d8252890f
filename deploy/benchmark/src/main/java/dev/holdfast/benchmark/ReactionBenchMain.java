package dev.holdfast.benchmark;

/**
 * How soon the whole reacts to a stop and to the death of a worker, with two workers and nothing
 * else to do. Aims: stop p50 at most 100 ms; takeover p99 at most 5 s.
 */
public final class ReactionBenchMain {
    private static final int WORKERS = 2;
    private static final int STOPS = 100;
    private static final int TAKEOVERS = 30;

    private ReactionBenchMain() {}

    /**
     * @param arguments how many stops, how many takeovers
     */
    public static void main(String[] arguments) throws Exception {
        int stops = arguments.length > 0 ? Integer.parseInt(arguments[0]) : STOPS;
        int takeovers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : TAKEOVERS;
        try (Stage stage = new Stage(WORKERS);
                Trail trail = Trail.follow(stage.stack().kafka().bootstrapServers())) {
            new StopTimes(stage, trail).run(stops);
            new TakeoverTimes(stage, trail).run(takeovers);
        }
    }
}
