package dev.holdfast.chat.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the relay works. */
@ConfigMapping(prefix = "holdfast.outbox")
public interface OutboxConfig {

    /**
     * Pause between two looks without a notification. A notification is lost only with the
     * connection that listens; this is also how soon another instance takes over from one that
     * died.
     */
    @WithDefault("1s")
    Duration lookEvery();

    /** Rows that are read and sent at once. */
    @WithDefault("500")
    int batchRows();

    /** Bytes of payload that are read and sent at once, so that memory is bounded. */
    @WithDefault("16777216")
    long batchBytes();

    /**
     * How long a send may wait for a broker that was never reached. Not for one that went away:
     * records that the producer has taken are tried without end, so that none overtakes another.
     */
    @WithDefault("5s")
    Duration maxBlock();

    /**
     * How long one question to the database may take before its connection is given up. Handing a
     * batch to Kafka has no such limit: what the producer has taken it tries for as long as the
     * broker is away, and a second try from here would overtake it.
     */
    @WithDefault("30s")
    Duration databaseWithin();

    /** Pause between two counts of the rows that wait; for the metrics alone. */
    @WithDefault("5s")
    Duration measureEvery();
}
