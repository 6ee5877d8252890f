package dev.holdfast.worker.publish;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * {@link Publisher} on one Kafka producer for all topics. The emitter's buffer is bounded by its
 * users: a run has one record on its way.
 *
 * <p>Kafka's producer tries again by itself for as long as it takes ({@code delivery.timeout.ms}),
 * idempotently, so that a record whose acknowledgement was lost is not written twice. What fails
 * nevertheless was never handed to it (no metadata yet, a full buffer) or was refused, and is sent
 * again here.
 */
@ApplicationScoped
class KafkaPublisher implements Publisher {
    private static final Logger LOG = Logger.getLogger(KafkaPublisher.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final MutinyEmitter<byte[]> records;

    KafkaPublisher(
            @Channel("records") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<byte[]> records) {
        this.records = records;
    }

    @Override
    public CompletionStage<Place> publish(OutgoingRecord outgoing) {
        return Uni.createFrom()
                .deferred(() -> send(outgoing))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf(
                                "record refused, sending again topic=%s cause=%s",
                                outgoing.topic().topicName(), failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .subscribeAsCompletionStage();
    }

    private Uni<Place> send(OutgoingRecord outgoing) {
        OutgoingMessageMetadata<RecordMetadata> told = new OutgoingMessageMetadata<>();
        return records.sendMessage(message(outgoing, told))
                .map(_ -> new Place(told.getResult().partition(), told.getResult().offset()));
    }

    /**
     * @param told gets what the broker says of it
     */
    private static Message<byte[]> message(
            OutgoingRecord outgoing, OutgoingMessageMetadata<RecordMetadata> told) {
        RecordHeaders headers = new RecordHeaders();
        outgoing.headers()
                .forEach(
                        (name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        var metadata =
                OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(outgoing.topic().topicName())
                        .withHeaders(headers);
        if (outgoing.key() != null) {
            metadata.withKey(outgoing.key());
        }
        byte[] value = outgoing.value() == null ? new byte[0] : outgoing.value();
        return Message.of(value, Metadata.of(metadata.build(), told));
    }
}
