package dev.holdfast.benchmark;

import dev.holdfast.benchmark.Conversing.Came;
import dev.holdfast.benchmark.Trail.Step;
import dev.holdfast.played.Call;
import dev.holdfast.stack.local.ServiceProcess;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** How long an answer stands still when its worker is killed, and where that time goes. */
final class TakeoverTimes {
    /** Milliseconds of an answer before its worker is killed, at most. */
    private static final int LONGEST_ANSWER = 2_000;

    private final Stage stage;
    private final Trail trail;
    private final Random random = new Random(9);

    TakeoverTimes(Stage stage, Trail trail) {
        this.stage = stage;
        this.trail = trail;
    }

    void run(int rounds) throws Exception {
        Legs legs =
                new Legs("takeover: " + rounds + " answers at 50 tokens/s, kill -9 of the worker");
        try (Conversing user = new Conversing(stage, "takeover")) {
            for (int round = 0; round < rounds; round++) {
                takeOver(user, legs);
            }
        }
        legs.print();
    }

    private void takeOver(Conversing user, Legs legs) throws InterruptedException {
        trail.forget();
        UUID generation = user.beginAnswer();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_ANSWER));
        ServiceProcess worker =
                worker(trail.await("a claim", step -> step.is("generation.started", generation)));

        long killed = Micros.now();
        worker.kill();

        Step asked =
                trail.await(
                        "the second request",
                        step -> step.is("generation.requested", generation) && step.attempt() == 2);
        Step lastWord =
                trail.last(step ->
                                step.is("generation.progressed", generation) && step.attempt() == 1)
                        .orElseThrow();
        Step claimed =
                trail.await(
                        "the second claim",
                        step -> step.is("generation.started", generation) && step.attempt() == 2);
        Step word =
                trail.await(
                        "a word of the second attempt",
                        step ->
                                step.is("generation.progressed", generation)
                                        && step.attempt() == 2
                                        && Words.areIn(step.body()));
        Came shown =
                user.await(
                        generation,
                        "a word of the second attempt",
                        (each, id) ->
                                each.is("generation.progressed", id)
                                        && each.isAttempt(2)
                                        && Words.areIn(each.event()));
        long called =
                stage.provider().calls().stream()
                        .filter(call -> call.model().equals(user.model()))
                        .reduce((_, later) -> later)
                        .map(Call::receivedAt)
                        .orElseThrow();

        legs.add(
                "the last word → asked for again (lease and look)",
                lastWord.written(),
                asked.written());
        legs.add("… → claimed by another worker", asked.written(), claimed.written());
        legs.add("… → the provider is called", claimed.written(), called);
        legs.add("… → its first word is handed to Kafka", called, word.written());
        legs.add("… → the device has it", word.written(), shown.at());
        legs.add("kill -9 → the next character on the device", killed, shown.at());

        user.stop(generation);
        user.await(generation, "the end", (each, id) -> each.is("generation.ended", id));
        worker.restart();
    }

    private ServiceProcess worker(Step claim) {
        String name = claim.body().path("worker").asText();
        return stage.stack().workers().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
