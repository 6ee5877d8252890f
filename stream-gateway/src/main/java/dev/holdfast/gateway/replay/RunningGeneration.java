package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.fold.Answer;
import dev.holdfast.contracts.fold.Ruling;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationSnapshot;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One generation that has not ended, folded from the log. It is <em>partial</em> when its beginning
 * was not seen, or a record of it is missing: then nothing of it is held back, since every reader
 * folds for itself, and there is no snapshot of it.
 *
 * <p>Guarded by its tail's lock.
 */
final class RunningGeneration {
    private final UUID generationId;
    private final UUID conversationId;

    /** Known from {@code generation.queued} alone. */
    private final @Nullable UUID messageId;

    /** Null when partial. */
    private @Nullable Standing standing;

    /** Null when partial, or when the answer has outgrown what is kept. */
    private @Nullable Answer answer;

    /** UTF-16 code units in {@code answer}, its HTML left aside. */
    private int kept;

    /** The timestamp of the newest record, in milliseconds since the epoch. */
    private long seenAt;

    private RunningGeneration(
            GenerationEvent first, @Nullable UUID messageId, @Nullable Standing standing) {
        this.generationId = first.generationId();
        this.conversationId = first.conversationId();
        this.messageId = messageId;
        this.standing = standing;
        this.answer = standing == null ? null : new Answer();
    }

    static RunningGeneration beginningWith(GenerationEvent first) {
        return first instanceof GenerationEvent.Queued queued
                ? new RunningGeneration(first, queued.messageId(), Standing.QUEUED)
                : new RunningGeneration(first, null, null);
    }

    /**
     * @return whether readers are to see the event
     */
    boolean take(GenerationEvent event, long timestamp, int longestAnswer) {
        seenAt = Math.max(seenAt, timestamp);
        if (standing == null) {
            return true;
        }
        return switch (standing.rule(event)) {
            case Ruling.Ignored _ -> false;
            case Ruling.Gap _ -> {
                becomePartial();
                yield true;
            }
            case Ruling.Counts counts -> {
                standing = counts.next();
                addToAnswer(event, longestAnswer);
                yield true;
            }
        };
    }

    private void addToAnswer(GenerationEvent event, int longestAnswer) {
        if (answer == null || event instanceof GenerationEvent.Ended) {
            return;
        }
        try {
            answer.add(event);
        } catch (IllegalArgumentException misfitting) {
            becomePartial();
            return;
        }
        kept =
                switch (event) {
                    case GenerationEvent.Started _ -> answer.content().size();
                    case GenerationEvent.Progressed more -> kept + size(more);
                    case GenerationEvent.Queued _,
                            GenerationEvent.Alive _,
                            GenerationEvent.Released _ ->
                            kept;
                    case GenerationEvent.Ended _ -> 0;
                };
        if (kept > longestAnswer) {
            answer = null;
        }
    }

    private static int size(GenerationEvent.Progressed progressed) {
        return progressed.pieces().stream().mapToInt(Piece::size).sum()
                + progressed.citations().stream().mapToInt(Citation::size).sum();
    }

    private void becomePartial() {
        standing = null;
        answer = null;
    }

    boolean hasEnded() {
        return standing != null && standing.status().isEnd();
    }

    boolean isPartial() {
        return standing == null;
    }

    UUID conversationId() {
        return conversationId;
    }

    long seenAt() {
        return seenAt;
    }

    /** Nothing if its state is not known in full. */
    Optional<GenerationSnapshot> snapshot() {
        if (standing == null || answer == null || messageId == null) {
            return Optional.empty();
        }
        return Optional.of(
                new GenerationSnapshot(
                        generationId,
                        conversationId,
                        messageId,
                        standing.attempt(),
                        standing.run(),
                        standing.status(),
                        answer.content()));
    }
}
