package dev.holdfast.chat.generation;

import dev.holdfast.contracts.log.Status;
import java.util.List;
import java.util.UUID;

/**
 * One that is queued or running, with what there is of its answer; the same fields as in a snapshot
 * frame.
 *
 * @param html the HTML of each top-level block
 */
public record RunningGeneration(
        UUID generationId,
        UUID conversationId,
        UUID messageId,
        int attempt,
        Status status,
        String text,
        String reasoning,
        List<String> html) {

    static RunningGeneration of(Generation generation, Written written) {
        return new RunningGeneration(
                generation.id(),
                generation.conversationId(),
                generation.messageId(),
                generation.standing().attempt(),
                generation.standing().status(),
                written.text(),
                written.reasoning(),
                written.html());
    }
}
