package dev.holdfast.chat.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.log.Status;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One that is queued or running, with what there is of its answer; the same fields as in a snapshot
 * frame.
 *
 * @param run whose events count from here on; absent while it is queued
 * @param html the HTML of each top-level block
 * @param sources what the answer rests on so far
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunningGeneration(
        UUID generationId,
        UUID conversationId,
        UUID messageId,
        int attempt,
        @Nullable String run,
        Status status,
        String text,
        String reasoning,
        List<String> html,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Source> sources) {

    static RunningGeneration of(Generation generation, Written written) {
        return new RunningGeneration(
                generation.id(),
                generation.conversationId(),
                generation.messageId(),
                generation.standing().attempt(),
                generation.standing().run(),
                generation.standing().status(),
                written.text(),
                written.reasoning(),
                written.html(),
                written.sources());
    }
}
