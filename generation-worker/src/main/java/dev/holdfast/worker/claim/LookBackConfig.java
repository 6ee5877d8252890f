package dev.holdfast.worker.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How far is looked back. Where the limit is met, whatever lies beyond it is taken for silent: a
 * worker would rather pay a second time in a case that nobody has seen than never answer.
 */
@ConfigMapping(prefix = "holdfast.worker.look-back")
public interface LookBackConfig {

    /**
     * Records of the owner's partition before the claim, for a request that nothing says came
     * before. About 1 MiB of tokens, some milliseconds: enough for two copies that are taken at the
     * same time, and little enough that a long queue, whose requests know the log of minutes ago,
     * does not make each claim read those minutes.
     */
    @WithDefault("2000")
    long records();

    /**
     * The same for a request that may have come before and does not say how far the log was known:
     * about {@link #bytes} of tokens.
     */
    @WithDefault("100000")
    long recordsOfRepeats();

    /**
     * Bytes of one look, whatever it is for: a second or less of reading. An hour of one partition
     * with some answers at any time; more than lies between the two writings of a request.
     */
    @WithDefault("67108864")
    long bytes();
}
