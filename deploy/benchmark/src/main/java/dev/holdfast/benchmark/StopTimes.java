package dev.holdfast.benchmark;

import dev.holdfast.benchmark.Conversing.Came;
import dev.holdfast.benchmark.Trail.Step;
import dev.holdfast.played.Call;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** How long the provider goes on after its user wanted it to stop, and where that time goes. */
final class StopTimes {
    private static final int WARM_UP = 10;

    /** Milliseconds of an answer before it is stopped, at most. */
    private static final int LONGEST_ANSWER = 400;

    private static final int PATIENCE_SECONDS = 60;

    private final Stage stage;
    private final Trail trail;
    private final Random random = new Random(9);

    StopTimes(Stage stage, Trail trail) {
        this.stage = stage;
        this.trail = trail;
    }

    void run(int rounds) throws Exception {
        Legs legs =
                new Legs(
                        "stop: "
                                + rounds
                                + " answers at 50 tokens/s, one at a time, "
                                + WARM_UP
                                + " before them to warm up");
        try (Conversing user = new Conversing(stage, "stop")) {
            for (int round = 0; round < WARM_UP; round++) {
                stop(user, new Legs("to warm up"));
            }
            for (int round = 0; round < rounds; round++) {
                stop(user, legs);
            }
        }
        legs.print();
    }

    private void stop(Conversing user, Legs legs) throws InterruptedException {
        trail.forget();
        UUID generation = user.beginAnswer();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_ANSWER));

        long asked = Micros.now();
        user.stop(generation);
        long accepted = Micros.now();

        Step notice =
                trail.await("the notice", step -> step.is("generation.stop-requested", generation));
        Step end = trail.await("the end", step -> step.is("generation.ended", generation));
        long closed = closed(user.model());
        Came shown =
                user.await(generation, "the end", (each, id) -> each.is("generation.ended", id));

        legs.add("POST → 202", asked, accepted);
        legs.add("POST → the relay hands the notice to Kafka", asked, notice.written());
        legs.add("… → a reader of generation-control can see it", notice.written(), notice.seen());
        legs.add("… → the provider's connection is closed", notice.seen(), closed);
        legs.add("closed → the worker hands the end to Kafka", closed, end.written());
        legs.add("POST → the provider's connection is closed", asked, closed);
        legs.add("POST → the device shows it as stopped", asked, shown.at());
    }

    private long closed(String model) throws InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 100; i++) {
            var last =
                    stage.provider().calls().stream()
                            .filter(call -> call.model().equals(model))
                            .reduce((_, later) -> later)
                            .map(Call::connectionClosedAt);
            if (last.isPresent()) {
                return last.get();
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IllegalStateException("the connection was not closed");
    }
}
