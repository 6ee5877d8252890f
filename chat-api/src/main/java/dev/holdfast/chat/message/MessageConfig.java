package dev.holdfast.chat.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** {@code holdfast.message}. */
@ConfigMapping(prefix = "holdfast.message")
public interface MessageConfig {

    /**
     * How many answers are written for one user at once; a bound on what one user can cost
     * everybody else.
     */
    @WithDefault("8")
    int maxGenerations();

    /**
     * Bytes of the messages in a request, as JSON; the oldest beyond it are left out. Half of what
     * a record may have, so that a takeover's text so far finds room beside them.
     */
    @WithDefault("4194304")
    int maxPromptBytes();

    /** The model where neither the message nor its conversation names one. */
    Optional<DefaultModel> defaultModel();

    /** By its provider and the provider's own name of it. */
    interface DefaultModel {
        String provider();

        String name();
    }
}
