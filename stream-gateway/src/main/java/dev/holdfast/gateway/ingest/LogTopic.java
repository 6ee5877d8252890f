package dev.holdfast.gateway.ingest;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;

/**
 * The log's topic as the broker describes it.
 *
 * @param id made anew with each topic of the same name: the epoch of every cursor
 */
record LogTopic(UUID id, int partitions) {

    static LogTopic of(Uuid id, int partitions) {
        return new LogTopic(
                new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()), partitions);
    }

    /** Where Kafka's own partitioner puts the user's records. */
    int partitionOf(String userId) {
        byte[] key = userId.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
