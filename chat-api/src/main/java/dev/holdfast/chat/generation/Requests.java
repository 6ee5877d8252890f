package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.request.GenerationRequested;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Builds what a worker needs from the rows: the path of messages, the options, the sealed key.
 * Whoever keeps messages implements it, so that the first attempt and a later one ask for the same.
 */
public interface Requests {

    /**
     * @param attempt 1, 2, …
     * @param soFar what of the answer the attempt goes on from
     * @return nothing if the conversation is gone; fails with a {@link
     *     dev.holdfast.chat.problem.Refusal} if it cannot be asked for, such as too long a path
     */
    Uni<Optional<GenerationRequested>> build(
            Tx tx, Generation generation, int attempt, Content soFar);
}
