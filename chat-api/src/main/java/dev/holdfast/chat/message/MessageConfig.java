package dev.holdfast.chat.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
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

    /**
     * How long a message waits for the database to have what the log has, where an answer that is
     * open in the database is in its way. That takes some 100 ms; seconds mean a database that
     * cannot keep up or a broker that is away, and whoever waits longer takes the service for dead.
     * More than supervision's patience with a worker that does not stop, so that whoever stops an
     * answer and goes on is not sent away.
     */
    @WithDefault("5s")
    Duration settleWithin();

    /**
     * Pause before the first look whether it has it by now: the projection stores what it has read
     * within some 50 ms. Each further pause is twice as long, so that a slow database is not asked
     * by all who wait for it.
     */
    @WithDefault("20ms")
    Duration settleLookAfter();

    /**
     * The model where neither the message nor its conversation names one. Left out: one that the
     * operator pays for, else one that the user has a key or an endpoint of their own for, and the
     * demo only where there is no such.
     */
    Optional<DefaultModel> defaultModel();

    /** By its provider and the provider's own name of it. */
    interface DefaultModel {
        String provider();

        String name();
    }
}
