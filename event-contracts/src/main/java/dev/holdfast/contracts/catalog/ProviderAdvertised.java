package dev.holdfast.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker says what it can serve, now and then, so that its silence can be noticed. Each worker
 * speaks for itself alone: who reads the records keeps the last one of each worker.
 *
 * @param provider stable id, lower case: {@code openai}, {@code demo}
 * @param title as a person reads it
 * @param access whether a call needs a key, and whose
 * @param health as this worker sees it
 * @param worker the worker that advertises
 * @param takesKeys whether a key of a user's own is of use there; absent where a worker does not
 *     say it, and then it may be
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProviderAdvertised(
        String provider,
        String title,
        Access access,
        Health health,
        List<ModelOffer> models,
        String worker,
        Instant at,
        @Nullable Boolean takesKeys) {

    /** The provider that calls nobody: what it says is made up, to try the system with. */
    public static final String DEMO = "demo";

    /** The CloudEvents type of this record. */
    public static final String TYPE = "provider.advertised";

    public ProviderAdvertised {
        models = models == null ? List.of() : List.copyOf(models);
    }

    /** One that does not say whether it takes keys. */
    public ProviderAdvertised(
            String provider,
            String title,
            Access access,
            Health health,
            List<ModelOffer> models,
            String worker,
            Instant at) {
        this(provider, title, access, health, models, worker, at, null);
    }

    /** Whether what it says is made up. */
    @JsonIgnore
    public boolean isDemo() {
        return DEMO.equals(provider);
    }

    /** In the body too, so that a body alone says what it is. */
    @JsonProperty(value = "type", access = JsonProperty.Access.READ_ONLY)
    public String type() {
        return TYPE;
    }

    /** Whose key a call is made with. */
    public enum Access {
        /** The workers hold one, or the provider asks for none. */
        @JsonProperty("server")
        SERVER,
        /** Only with the user's own. */
        @JsonProperty("own-key")
        OWN_KEY
    }

    /** As a worker sees the provider. */
    public enum Health {
        @JsonProperty("up")
        UP,
        @JsonProperty("down")
        DOWN
    }
}
