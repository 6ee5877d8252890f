package dev.holdfast.contracts.wire;

import java.time.Duration;
import java.util.Map;

/**
 * Every topic: its name, its partition count and the settings it is made with. chat-api makes the
 * topics that are missing when it starts; the arithmetic behind the counts is in {@code
 * docs/decisions}.
 */
public enum Topic {
    /**
     * Key: generation id. A queue, shared by the workers as a Kafka share group. One partition: the
     * group's assignor gives each partition to some of its members only, so with more of them a
     * full or dead worker would keep requests from a free one.
     */
    GENERATION_REQUESTS(Names.GENERATION_REQUESTS, 1, retention(Duration.ofDays(1))),
    /** Key: generation id. Stop requests and notices to runs that lost. */
    GENERATION_CONTROL(Names.GENERATION_CONTROL, 1, retention(Duration.ofHours(1))),
    /** Key: user id. The log. */
    CONVERSATION_EVENTS(Names.CONVERSATION_EVENTS, 12, retention(Duration.ofDays(1))),
    /**
     * Key: provider id and worker. Compacted: the newest record of a key stands; and deleted, since
     * workers come and go under new names. Small segments, because only closed ones are cleaned.
     */
    MODEL_CATALOG(
            Names.MODEL_CATALOG,
            1,
            Map.of(
                    "cleanup.policy",
                    "compact,delete",
                    "retention.ms",
                    Long.toString(Duration.ofHours(1).toMillis()),
                    "segment.ms",
                    Long.toString(Duration.ofMinutes(10).toMillis()))),
    /** Key: generation id. Requests that could not be read, with the reason in a header. */
    GENERATION_REQUESTS_DEAD(Names.GENERATION_REQUESTS_DEAD, 1, retention(Duration.ofDays(14)));

    /**
     * Bytes. A terminal event carries a whole answer with its HTML, and a request a whole
     * conversation; producers and consumers of these topics use the same limit.
     */
    public static final int MAX_RECORD_BYTES = 8 * 1024 * 1024;

    /** The names as constants, for annotations and configuration. */
    public static final class Names {
        public static final String GENERATION_REQUESTS = "generation-requests";
        public static final String GENERATION_CONTROL = "generation-control";
        public static final String CONVERSATION_EVENTS = "conversation-events";
        public static final String MODEL_CATALOG = "model-catalog";
        public static final String GENERATION_REQUESTS_DEAD = "generation-requests-dead";

        private Names() {}
    }

    private final String topicName;
    private final int partitions;

    // Every map here is made by Map.of.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> settings;

    Topic(String topicName, int partitions, Map<String, String> settings) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.settings = settings;
    }

    public String topicName() {
        return topicName;
    }

    public int partitions() {
        return partitions;
    }

    /** The topic's own settings besides {@code max.message.bytes}, in Kafka's names and units. */
    public Map<String, String> settings() {
        return settings;
    }

    private static Map<String, String> retention(Duration kept) {
        return Map.of("retention.ms", Long.toString(kept.toMillis()));
    }
}
