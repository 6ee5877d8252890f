package dev.holdfast.contracts.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A word to whichever worker runs a generation. The record's key is the generation id. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        property = "type",
        defaultImpl = ControlNotice.Unrecognised.class)
@JsonSubTypes({
    @JsonSubTypes.Type(
            value = ControlNotice.StopRequested.class,
            name = ControlNotice.StopRequested.TYPE),
    @JsonSubTypes.Type(
            value = ControlNotice.RunSuperseded.class,
            name = ControlNotice.RunSuperseded.TYPE)
})
public sealed interface ControlNotice {

    UUID generationId();

    Instant at();

    /** The user wants the answer to end where it is. Whoever runs it publishes {@code stopped}. */
    record StopRequested(UUID generationId, Instant at) implements ControlNotice {
        public static final String TYPE = "generation.stop-requested";
    }

    /**
     * The log holds another run, a later attempt or an end: this run lost, aborts its provider call
     * and publishes nothing more.
     */
    record RunSuperseded(UUID generationId, int attempt, @Nullable String run, Instant at)
            implements ControlNotice {
        public static final String TYPE = "generation.run-superseded";
    }

    /** A notice of a later version: ignored. */
    record Unrecognised(UUID generationId, Instant at) implements ControlNotice {}
}
