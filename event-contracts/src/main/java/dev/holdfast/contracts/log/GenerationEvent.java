package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonInclude;
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
     * @param keeps length of the text kept from the attempt before, in UTF-16 code units; 0 = start
     *     again
     */
    record Started(
            UUID conversationId,
            Instant at,
            UUID generationId,
            int attempt,
            @Nullable String run,
            String worker,
            int keeps)
            implements OfRun {
        public static final String TYPE = "generation.started";

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
     * @param from length of the answer's text before this event, in UTF-16 code units
     * @param reasoningFrom length of its reasoning before this event, in UTF-16 code units; null in
     *     records of writers that do not say
     * @param text what is added to the text
     * @param reasoning what is added to the reasoning
     * @param html what changes in the HTML; at most one patch of each block, so that applying all
     *     of them again changes nothing
     * @param sources what is new of the sources; see {@link Source#join}
     * @param anew whether the model, asked to go on, begins its answer again with this text, which
     *     stands below what there was; null for no
     */
    record Progressed(
            UUID conversationId,
            Instant at,
            UUID generationId,
            int attempt,
            @Nullable String run,
            int from,
            @Nullable Integer reasoningFrom,
            String text,
            String reasoning,
            List<HtmlPatch> html,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Source> sources,
            @Nullable Boolean anew)
            implements OfRun {
        public static final String TYPE = "generation.progressed";

        public Progressed {
            text = text == null ? "" : text;
            reasoning = reasoning == null ? "" : reasoning;
            html = html == null ? List.of() : List.copyOf(html);
            sources = sources == null ? List.of() : List.copyOf(sources);
        }

        /** Without news of sources. */
        public Progressed(
                UUID conversationId,
                Instant at,
                UUID generationId,
                int attempt,
                @Nullable String run,
                int from,
                @Nullable Integer reasoningFrom,
                String text,
                String reasoning,
                List<HtmlPatch> html) {
            this(
                    conversationId,
                    at,
                    generationId,
                    attempt,
                    run,
                    from,
                    reasoningFrom,
                    text,
                    reasoning,
                    html,
                    List.of());
        }

        /** Of an answer that goes on. */
        public Progressed(
                UUID conversationId,
                Instant at,
                UUID generationId,
                int attempt,
                @Nullable String run,
                int from,
                @Nullable Integer reasoningFrom,
                String text,
                String reasoning,
                List<HtmlPatch> html,
                List<Source> sources) {
            this(
                    conversationId,
                    at,
                    generationId,
                    attempt,
                    run,
                    from,
                    reasoningFrom,
                    text,
                    reasoning,
                    html,
                    sources,
                    null);
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * One of the three ends. Carries the whole result, so that one record is enough to store it.
     */
    sealed interface Ended extends OfRun {
        String text();

        /** The HTML of each top-level block. */
        List<String> html();

        String reasoning();

        List<Source> sources();

        @Nullable Usage usage();

        @Nullable FinishReason finishReason();

        @Nullable Timing timing();

        /** What the generation and its message become. */
        Status status();
    }

    /** The provider ended the answer. */
    record Completed(
            UUID conversationId,
            Instant at,
            UUID generationId,
            int attempt,
            @Nullable String run,
            String text,
            List<String> html,
            String reasoning,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Source> sources,
            @Nullable Usage usage,
            @Nullable FinishReason finishReason,
            @Nullable Timing timing)
            implements Ended {
        public static final String TYPE = "generation.completed";

        public Completed {
            text = text == null ? "" : text;
            html = html == null ? List.of() : List.copyOf(html);
            reasoning = reasoning == null ? "" : reasoning;
            sources = sources == null ? List.of() : List.copyOf(sources);
        }

        /** Of an answer without sources. */
        public Completed(
                UUID conversationId,
                Instant at,
                UUID generationId,
                int attempt,
                @Nullable String run,
                String text,
                List<String> html,
                String reasoning,
                @Nullable Usage usage,
                @Nullable FinishReason finishReason,
                @Nullable Timing timing) {
            this(
                    conversationId,
                    at,
                    generationId,
                    attempt,
                    run,
                    text,
                    html,
                    reasoning,
                    List.of(),
                    usage,
                    finishReason,
                    timing);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Status status() {
            return Status.COMPLETED;
        }
    }

    /** It cannot go on; what there is of the answer stays. */
    record Failed(
            UUID conversationId,
            Instant at,
            UUID generationId,
            int attempt,
            @Nullable String run,
            String text,
            List<String> html,
            String reasoning,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Source> sources,
            @Nullable Usage usage,
            @Nullable FinishReason finishReason,
            @Nullable Timing timing,
            Problem problem)
            implements Ended {
        public static final String TYPE = "generation.failed";

        public Failed {
            text = text == null ? "" : text;
            html = html == null ? List.of() : List.copyOf(html);
            reasoning = reasoning == null ? "" : reasoning;
            sources = sources == null ? List.of() : List.copyOf(sources);
        }

        /** Of an answer without sources. */
        public Failed(
                UUID conversationId,
                Instant at,
                UUID generationId,
                int attempt,
                @Nullable String run,
                String text,
                List<String> html,
                String reasoning,
                @Nullable Usage usage,
                @Nullable FinishReason finishReason,
                @Nullable Timing timing,
                Problem problem) {
            this(
                    conversationId,
                    at,
                    generationId,
                    attempt,
                    run,
                    text,
                    html,
                    reasoning,
                    List.of(),
                    usage,
                    finishReason,
                    timing,
                    problem);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Status status() {
            return Status.FAILED;
        }
    }

    /** The user ended it; what there is of the answer stays. */
    record Stopped(
            UUID conversationId,
            Instant at,
            UUID generationId,
            int attempt,
            @Nullable String run,
            String text,
            List<String> html,
            String reasoning,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Source> sources,
            @Nullable Usage usage,
            @Nullable FinishReason finishReason,
            @Nullable Timing timing)
            implements Ended {
        public static final String TYPE = "generation.stopped";

        public Stopped {
            text = text == null ? "" : text;
            html = html == null ? List.of() : List.copyOf(html);
            reasoning = reasoning == null ? "" : reasoning;
            sources = sources == null ? List.of() : List.copyOf(sources);
        }

        /** Of an answer without sources. */
        public Stopped(
                UUID conversationId,
                Instant at,
                UUID generationId,
                int attempt,
                @Nullable String run,
                String text,
                List<String> html,
                String reasoning,
                @Nullable Usage usage,
                @Nullable FinishReason finishReason,
                @Nullable Timing timing) {
            this(
                    conversationId,
                    at,
                    generationId,
                    attempt,
                    run,
                    text,
                    html,
                    reasoning,
                    List.of(),
                    usage,
                    finishReason,
                    timing);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Status status() {
            return Status.STOPPED;
        }
    }
}
