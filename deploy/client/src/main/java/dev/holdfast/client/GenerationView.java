package dev.holdfast.client;

import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A generation as a client shows it.
 *
 * @param attempt the attempt that counts; 0 before the first
 * @param end its terminal event, once there is one
 */
public record GenerationView(
        Status status,
        int attempt,
        String text,
        String reasoning,
        List<String> html,
        GenerationEvent.@Nullable Ended end) {}
