package dev.holdfast.client;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Status;
import org.jspecify.annotations.Nullable;

/**
 * A generation as a client shows it.
 *
 * @param attempt the attempt that counts; 0 before the first
 * @param end its terminal event, once there is one
 */
public record GenerationView(
        Status status, int attempt, Content content, GenerationEvent.@Nullable Ended end) {

    /** What its text parts say. */
    public String text() {
        return content.text();
    }
}
