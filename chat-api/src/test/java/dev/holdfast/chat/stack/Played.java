package dev.holdfast.chat.stack;

import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.GenerationEvent.Alive;
import dev.holdfast.contracts.log.GenerationEvent.Completed;
import dev.holdfast.contracts.log.GenerationEvent.Failed;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.GenerationEvent.Released;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import dev.holdfast.contracts.log.GenerationEvent.Stopped;
import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.log.Timing;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.contracts.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The events of one run. */
public record Played(UUID conversation, UUID generation, int attempt, String run) {

    public Started started(int keeps) {
        return new Started(conversation, Instant.now(), generation, attempt, run, "played", keeps);
    }

    public Released released() {
        return new Released(conversation, Instant.now(), generation, attempt, run);
    }

    public Alive alive(int beat) {
        return new Alive(conversation, Instant.now(), generation, attempt, run, beat);
    }

    public Progressed reasoned(int from, int reasoningFrom, String reasoning) {
        return new Progressed(
                conversation,
                Instant.now(),
                generation,
                attempt,
                run,
                from,
                reasoningFrom,
                "",
                reasoning,
                List.of());
    }

    public Progressed progressed(int from, String text) {
        return new Progressed(
                conversation,
                Instant.now(),
                generation,
                attempt,
                run,
                from,
                0,
                text,
                "",
                List.of(new HtmlPatch(0, from == 0 ? 0 : from, text)));
    }

    /** A source, without text. */
    public Progressed cited(int from, Source... sources) {
        return new Progressed(
                conversation,
                Instant.now(),
                generation,
                attempt,
                run,
                from,
                0,
                "",
                "",
                List.of(),
                List.of(sources));
    }

    public Failed failed(Problem problem) {
        return failed("", problem);
    }

    public Failed failed(String text, Problem problem) {
        return new Failed(
                conversation,
                Instant.now(),
                generation,
                attempt,
                run,
                text,
                List.of(),
                "",
                null,
                null,
                null,
                problem);
    }

    public Stopped stopped(String text) {
        return new Stopped(
                conversation,
                Instant.now(),
                generation,
                attempt,
                run,
                text,
                List.of(text),
                "",
                null,
                null,
                null);
    }

    public Completed completed(String text, Source... sources) {
        return new Completed(
                conversation,
                Instant.now(),
                generation,
                attempt,
                run,
                text,
                List.of(text),
                "because",
                List.of(sources),
                new Usage(1, 2, null, null),
                FinishReason.STOP,
                new Timing(10L, 20L));
    }
}
