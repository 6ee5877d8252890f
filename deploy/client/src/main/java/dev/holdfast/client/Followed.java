package dev.holdfast.client;

import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.fold.Answer;
import dev.holdfast.contracts.fold.Ruling;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationSnapshot;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One generation as a client has it. Guarded by its {@link View}. */
final class Followed {
    private Standing standing = Standing.QUEUED;
    private Answer answer = new Answer();
    private GenerationEvent.@Nullable Ended end;

    /** What is wrong with this event at this place, if anything. */
    Optional<String> take(GenerationEvent event) {
        Ruling ruling = standing.rule(event);
        return switch (ruling) {
            case Ruling.Counts(Standing next) -> {
                standing = next;
                answer.add(event);
                if (event instanceof GenerationEvent.Ended ended) {
                    end = ended;
                }
                yield Optional.empty();
            }
            case Ruling.Gap(Mark expected, Mark found) ->
                    Optional.of("gap: has " + expected + ", event follows " + found);
            case Ruling.Ignored(Ruling.Reason reason) ->
                    isOfThisRun(event) ? Optional.of("twice: " + reason) : Optional.empty();
        };
    }

    /** Starts from a state instead of from the beginning. */
    void startFrom(GenerationSnapshot snapshot) {
        standing = Standing.of(snapshot);
        answer = new Answer(snapshot.content());
        end = null;
    }

    private boolean isOfThisRun(GenerationEvent event) {
        return event instanceof GenerationEvent.OfRun ofRun
                && ofRun.attempt() == standing.attempt()
                && Objects.equals(ofRun.run(), standing.run());
    }

    GenerationView view() {
        return new GenerationView(standing.status(), standing.attempt(), answer.content(), end);
    }
}
