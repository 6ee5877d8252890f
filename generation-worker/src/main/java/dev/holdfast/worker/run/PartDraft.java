package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import org.jspecify.annotations.Nullable;

/** The last part of an answer, which grows. Confined to the run's context. */
sealed interface PartDraft permits TextDraft, ReasoningDraft {

    void add(String piece);

    /** UTF-16 code units. */
    int length();

    /** UTF-16 code units that nobody has taken. */
    int pending();

    /**
     * @return what is new, once; null if there is nothing
     */
    @Nullable Piece take();

    /**
     * Nothing follows in this part. Once.
     *
     * @return what is new with that; null if there is nothing
     */
    @Nullable Piece finish();

    /** All of it. */
    Part part();
}
