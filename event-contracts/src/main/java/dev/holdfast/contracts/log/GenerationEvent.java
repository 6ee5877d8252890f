package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a generation. Which events count is {@link
 * dev.holdfast.contracts.fold.Standing}'s to say.
 */
public sealed interface GenerationEvent extends LogEvent {

    @Override
    UUID conversationId();

    UUID generationId();

    /** chat-api accepted it. */
    record Queued(
            UUID conversationId,
            Instant at,
            UUID generationId,
            UUID messageId,
            ModelRef model,
            @Nullable Long sequence)
            implements GenerationEvent {
        public static final String TYPE = "generation.queued";

        /** As its writer makes it, before it has its place in the order. */
        public Queued(
                UUID conversationId,
                Instant at,
                UUID generationId,
                UUID messageId,
                ModelRef model) {
            this(conversationId, at, generationId, messageId, model, null);
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * Written by one run of one attempt. Two workers may begin the same attempt; {@code run} tells
     * them apart, and the first {@link Started} in the log decides.
     */
    sealed interface OfRun extends GenerationEvent {
        /** 1, 2, …: a generation that is taken over gets the next. */
        int attempt();

        /**
         * Made anew by whoever begins a run. Null only in records of writers that do not know it:
         * such a run is told apart by its attempt alone.
         */
        @Nullable String run();
    }

    /**
     * A claim: this run begins.
     *
     * @param worker who runs it
     * @param keeps how much is kept of what the attempt before has told; {@link Mark#NONE} = start
     *     again
     */
    record Started(
            UUID conversationId,
            Instant at,
            UUID generationId,
            int attempt,
            @Nullable String run,
            String worker,
            Mark keeps)
            implements OfRun {
        public static final String TYPE = "generation.started";

        public Started {
            keeps = keeps == null ? Mark.NONE : keeps;
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * The provider is at work and says nothing yet; at most one a second.
     *
     * @param beat 1, 2, … in each run, so that one that is read twice is recognised; null in
     *     records of writers that do not count
     * @param waitsFor why nothing is said; null where there is nothing to tell
     */
    record Alive(
            UUID conversationId,
            Instant at,
            UUID generationId,
            int attempt,
            @Nullable String run,
            @Nullable Integer beat,
            @Nullable WaitsFor waitsFor)
            implements OfRun {
        public static final String TYPE = "generation.alive";

        public Alive(
                UUID conversationId,
                Instant at,
                UUID generationId,
                int attempt,
                @Nullable String run,
                @Nullable Integer beat) {
            this(conversationId, at, generationId, attempt, run, beat, null);
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * The run goes no further, though the answer is not at its end: its worker is being stopped.
     * Nobody owns the generation from here on, until the next attempt is begun from the text that
     * there is.
     */
    record Released(
            UUID conversationId, Instant at, UUID generationId, int attempt, @Nullable String run)
            implements OfRun {
        public static final String TYPE = "generation.released";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * The answer grew.
     *
     * @param pieces what is added, in the order of the content; at most one piece of each part of a
     *     type that is known here
     * @param citations what is new of them; see {@link Citation#join}
     * @param anew whether the model, asked to go on, begins its answer again with this text, which
     *     stands below what there was; null for no
     */
    record Progressed(
            UUID conversationId,
            Instant at,
            UUID generationId,
            int attempt,
            @Nullable String run,
            List<Piece> pieces,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Citation> citations,
            @Nullable Boolean anew)
            implements OfRun {
        public static final String TYPE = "generation.progressed";

        public Progressed {
            pieces = pieces == null ? List.of() : List.copyOf(pieces);
            citations = citations == null ? List.of() : List.copyOf(citations);
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** How a generation ended. */
    enum End {
        /** The provider ended the answer. */
        @JsonProperty("completed")
        COMPLETED(Status.COMPLETED),
        /** It cannot go on; what there is of the answer stays. */
        @JsonProperty("failed")
        FAILED(Status.FAILED),
        /** The user ended it; what there is of the answer stays. */
        @JsonProperty("stopped")
        STOPPED(Status.STOPPED);

        private final Status status;

        End(Status status) {
            this.status = status;
        }

        /** What the generation and its message become. */
        public Status status() {
            return status;
        }
    }

    /**
     * The end. Carries the whole result, so that one record is enough to store it.
     *
     * @param problem why it {@link End#FAILED}; null otherwise
     */
    record Ended(
            UUID conversationId,
            Instant at,
            UUID generationId,
            int attempt,
            @Nullable String run,
            End end,
            @Nullable Problem problem,
            Result result)
            implements OfRun {
        public static final String TYPE = "generation.ended";

        /**
         * @throws IllegalArgumentException if it does not say how: whoever folds must know
         */
        @SuppressWarnings("ConstantValue") // Jackson passes null where the field is absent.
        public Ended {
            if (end == null) {
                throw new IllegalArgumentException("an end that does not say how");
            }
            result = result == null ? Result.of(Content.EMPTY) : result;
        }

        @Override
        public String type() {
            return TYPE;
        }

        /** What the generation and its message become. */
        public Status status() {
            return end.status();
        }
    }
}
