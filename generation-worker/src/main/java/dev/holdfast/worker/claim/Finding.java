package dev.holdfast.worker.claim;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a look is for. Confined to the thread that reads.
 *
 * @param <T> the answer
 */
interface Finding<T> {

    /**
     * Takes in the next record.
     *
     * @param type its {@code ce_type}, so that most bodies need not be parsed; null if it has none
     * @return the answer, if no later record can change it
     */
    Optional<T> after(@Nullable String type, byte[] body);

    /** The answer after the last record. */
    T atEnd();
}
