package dev.holdfast.chat.topics;

import dev.holdfast.contracts.wire.Topic;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** How far the workers have worked off {@code generation-requests}. */
@ApplicationScoped
public class Queue {
    /** The share group of all workers. */
    public static final String WORKERS = "generation-workers";

    private final KafkaClients kafka;
    private final LogEnds ends;

    Queue(KafkaClients kafka, LogEnds ends) {
        this.kafka = kafka;
        this.ends = ends;
    }

    /**
     * @return by partition, an offset before which every request has left the queue, acknowledged
     *     or given up; a partition that no worker has read from is absent
     */
    public Uni<Map<Integer, Long>> starts() {
        return partitions()
                .chain(all -> ends.offsets(Topic.GENERATION_REQUESTS, all, OffsetSpec.latest()))
                .chain(this::startsWithin);
    }

    private Uni<List<Integer>> partitions() {
        List<String> topic = List.of(Topic.Names.GENERATION_REQUESTS);
        return kafka.ask(admin -> admin.describeTopics(topic).allTopicNames())
                .map(found ->
                        found.values().stream()
                                .flatMap(described -> described.partitions().stream())
                                .map(TopicPartitionInfo::partition)
                                .toList());
    }

    /**
     * @param before the ends of the queue a moment ago
     */
    private Uni<Map<Integer, Long>> startsWithin(Map<Integer, Long> before) {
        return kafka.ask(admin ->
                        admin.listShareGroupOffsets(
                                        Map.of(WORKERS, new ListShareGroupOffsetsSpec()))
                                .partitionsToOffsetInfo(WORKERS))
                .map(answer -> starts(answer, before))
                .onFailure(GroupIdNotFoundException.class)
                .recoverWithItem(Map.of());
    }

    private static Map<Integer, Long> starts(
            Map<TopicPartition, SharePartitionOffsetInfo> answer, Map<Integer, Long> before) {
        Map<Integer, Long> starts = new HashMap<>();
        answer.forEach((partition, info) -> {
            // A partition that was never read has no info.
            if (info != null && partition.topic().equals(Topic.Names.GENERATION_REQUESTS)) {
                starts.put(partition.partition(), start(info, before.get(partition.partition())));
            }
        });
        return starts;
    }

    /**
     * The start that the group keeps moves only with the next acknowledgement in its partition; a
     * lag of nothing says that all there was before is done with.
     */
    private static long start(SharePartitionOffsetInfo info, @Nullable Long end) {
        boolean isDone = info.lag().isPresent() && info.lag().get() == 0;
        return isDone && end != null ? end : info.startOffset();
    }
}
