package dev.holdfast.chat.topics;

import dev.holdfast.contracts.wire.Topic;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** How far the workers have worked off {@code generation-requests}. */
@ApplicationScoped
public class Queue {
    /** The share group of all workers. */
    public static final String WORKERS = "generation-workers";

    private final KafkaClients kafka;

    Queue(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /**
     * @return by partition, the offset before which every request has left the queue, acknowledged
     *     or given up; a partition that no worker has read from is absent
     */
    public Uni<Map<Integer, Long>> starts() {
        return kafka.ask(admin ->
                        admin.listShareGroupOffsets(
                                        Map.of(WORKERS, new ListShareGroupOffsetsSpec()))
                                .partitionsToOffsetInfo(WORKERS))
                .map(Queue::byPartition)
                .onFailure(GroupIdNotFoundException.class)
                .recoverWithItem(Map.of());
    }

    private static Map<Integer, Long> byPartition(
            Map<TopicPartition, SharePartitionOffsetInfo> answer) {
        Map<Integer, Long> starts = new HashMap<>();
        answer.forEach((partition, info) -> {
            // A partition that was never read has no info.
            if (info != null && partition.topic().equals(Topic.Names.GENERATION_REQUESTS)) {
                starts.put(partition.partition(), info.startOffset());
            }
        });
        return starts;
    }
}
