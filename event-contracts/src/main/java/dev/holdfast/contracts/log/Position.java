package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;

/**
 * A place between two records of the log: everything before {@code offset} has been seen.
 *
 * <p>The topic id is the epoch. Were it missing, a log that was deleted and made again would accept
 * offsets of the old one: a device that had read up to 500 would wait for record 500 of the new log
 * and silently miss the 499 before it.
 *
 * @param topicId Kafka's id of the topic, made anew with each topic of the same name
 * @param partition the partition that holds all of one user's records
 * @param offset the offset of the next record to read
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Position(@JsonProperty(required = true) UUID topicId, int partition, long offset) {

    public Position at(long newOffset) {
        return new Position(topicId, partition, newOffset);
    }

    /** Whether both lie in one partition of one topic, so that their offsets may be compared. */
    public boolean comparesTo(Position other) {
        return topicId.equals(other.topicId) && partition == other.partition;
    }
}
