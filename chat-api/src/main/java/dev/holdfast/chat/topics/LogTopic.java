package dev.holdfast.chat.topics;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;

/**
 * The log as it is now.
 *
 * @param id Kafka's id of the topic: the epoch of every position
 * @param partitions how many it has
 */
public record LogTopic(UUID id, int partitions) {

    /** The partition that holds all of one user's records: the one Kafka's producers choose. */
    public int partitionOf(String owner) {
        byte[] key = owner.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
