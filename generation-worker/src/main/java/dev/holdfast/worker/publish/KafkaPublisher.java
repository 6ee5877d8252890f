package dev.holdfast.worker.publish;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Threads;
import dev.holdfast.contracts.life.Vital;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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

    /** The two threads of the channel "records": SmallRye's calls the producer, Kafka's sends. */
    private static final List<String> THREADS =
            List.of(
                    "kafka-producer-network-thread | kafka-producer-records",
                    "smallrye-kafka-producer-thread-");

    private final MutinyEmitter<byte[]> records;
    private final Vital vital;

    KafkaPublisher(
            @Channel("records") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<byte[]> records,
            Life life) {
        this.records = records;
        // A record waits for as long as the broker is away.
        this.vital = life.vital("publisher", Vital.NEVER_TOO_LONG);
    }

    void begin(@Observes StartupEvent event, Life life) {
        THREADS.stream().flatMap(name -> Threads.named(name).stream()).forEach(life::watchThread);
    }

    @Override
    public CompletionStage<Place> publish(OutgoingRecord outgoing) {
        return Uni.createFrom()
                .deferred(() -> send(outgoing))
                .onFailure()
                .invoke(failure -> refused(outgoing, failure))
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

    private void refused(OutgoingRecord outgoing, Throwable failure) {
        LOG.warnf(
                "record refused, sending again topic=%s cause=%s",
                outgoing.topic().topicName(), failure.toString());
        vital.failed(failure);
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
