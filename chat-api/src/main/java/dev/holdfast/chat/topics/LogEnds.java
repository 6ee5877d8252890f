package dev.holdfast.chat.topics;

import dev.holdfast.contracts.wire.Topic;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where the log begins and ends right now. Fails when the broker does not answer in time. */
@ApplicationScoped
public class LogEnds {
    private final KafkaClients kafka;

    LogEnds(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /**
     * @return by partition, the offset of the next record to be written
     */
    public Uni<Map<Integer, Long>> ends(Collection<Integer> partitions) {
        return offsets(Topic.CONVERSATION_EVENTS, partitions, OffsetSpec.latest());
    }

    /**
     * @return by partition, the offset of the oldest record that is kept
     */
    public Uni<Map<Integer, Long>> beginnings(Collection<Integer> partitions) {
        return offsets(Topic.CONVERSATION_EVENTS, partitions, OffsetSpec.earliest());
    }

    Uni<Map<Integer, Long>> offsets(Topic topic, Collection<Integer> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream()
                        .map(number -> new TopicPartition(topic.topicName(), number))
                        .collect(Collectors.toMap(Function.identity(), _ -> which));
        return kafka.ask(admin -> admin.listOffsets(asked).all()).map(LogEnds::byPartition);
    }

    private static Map<Integer, Long> byPartition(
            Map<TopicPartition, ListOffsetsResultInfo> answer) {
        Map<Integer, Long> offsets = new HashMap<>();
        answer.forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }
}
