package dev.holdfast.contracts.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contracts.log.Position;
import org.jspecify.annotations.Nullable;

/**
 * What the log had said of a generation when an attempt was asked for: enough to judge whatever
 * follows without reading what lies before.
 *
 * @param logPosition everything of the generation before it was known to the asker; for a first
 *     attempt there is nothing
 * @param attempt the attempt that counted there; 0 before the first
 * @param run the run that owned it; absent before the first, and where its writer named none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Known(
        @JsonProperty(required = true) Position logPosition, int attempt, @Nullable String run) {

    /** Of a generation that has just been accepted. */
    public static Known ofNew(Position logPosition) {
        return new Known(logPosition, 0, null);
    }
}
