package dev.holdfast.gateway.ingest;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that reads pieces, and remembers where it stands, so that the next piece of the same
 * reader needs no new fetch. Used by one read at a time.
 */
final class OlderReader {
    private final Consumer<byte[], byte[]> consumer;
    private @Nullable TopicPartition partition;

    OlderReader(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    boolean standsAt(TopicPartition wanted, long offset) {
        return wanted.equals(partition) && consumer.position(wanted) == offset;
    }

    void moveTo(TopicPartition wanted, long offset) {
        if (!standsAt(wanted, offset)) {
            consumer.assign(List.of(wanted));
            consumer.seek(wanted, offset);
            partition = wanted;
        }
    }

    ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        return consumer.poll(patience);
    }

    long position() {
        TopicPartition at = partition;
        if (at == null) {
            throw new IllegalStateException("not moved anywhere");
        }
        return consumer.position(at);
    }

    /** Forgets where it stands, after a failure. */
    void unassign() {
        partition = null;
        consumer.unsubscribe();
    }

    void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
