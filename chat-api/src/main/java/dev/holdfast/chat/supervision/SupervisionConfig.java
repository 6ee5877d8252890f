package dev.holdfast.chat.supervision;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a generation is taken from its worker, and when it is given up. */
@ConfigMapping(prefix = "holdfast.generation")
public interface SupervisionConfig {

    /**
     * Silence after which a run counts as dead. Workers say something each second, so this is three
     * words missed; shorter than the 5 s within which another worker has to go on.
     */
    @WithDefault("4s")
    Duration lease();

    /** Pause between two looks; adds to the lease before a silent run is noticed. */
    @WithDefault("250ms")
    Duration lookEvery();

    /**
     * How long one look may take, with all that it acts on, before it is given up and the next
     * begins: a question that is never answered must not end all takeovers. A thousand generations
     * at once take some seconds.
     */
    @WithDefault("30s")
    Duration lookWithin();

    /**
     * How far behind the log's end the projection may be and still count as keeping up; also the
     * longest pause of this process or the broker that goes unnoticed. Well below the lease, from
     * which it takes away.
     */
    @WithDefault("1s")
    Duration lagTolerance();

    /** Attempts of one generation, the first among them. */
    @WithDefault("5")
    int attempts();

    /** Longest wait for a worker. */
    @WithDefault("10m")
    Duration queueTimeout();

    /**
     * Age of a request before it is checked whether the queue still has it; a worker that claims
     * writes to the log first, and needs a moment for it.
     */
    @WithDefault("5s")
    Duration unclaimedAfter();

    /** Pause between two looks at those that wait in the queue. */
    @WithDefault("2s")
    Duration queueLookEvery();

    /**
     * How long a run that was told to stop may take before it is ended from here; also before an
     * end of ours that did not come back from the log is written again.
     */
    @WithDefault("4s")
    Duration stopPatience();

    /** Generations that are looked at in one go; the longest silent first. */
    @WithDefault("1000")
    int atOnce();

    /** Transactions side by side when many runs died together; a part of the connection pool. */
    @WithDefault("8")
    int sideBySide();
}
