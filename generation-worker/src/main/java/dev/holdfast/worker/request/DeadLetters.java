package dev.holdfast.worker.request;

import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.worker.publish.OutgoingRecord;
import dev.holdfast.worker.publish.Publisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Requests that nobody can work on, kept as they came, with the reason. */
@ApplicationScoped
class DeadLetters {
    private final Publisher publisher;

    DeadLetters(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Completes when the letter stands. */
    CompletionStage<Void> put(
            ConsumerRecord<byte @Nullable [], byte @Nullable []> queued, ProblemType reason) {
        Map<String, String> headers = new HashMap<>();
        queued.headers()
                .forEach(header -> {
                    if (header.value() != null) {
                        headers.put(
                                header.key(), new String(header.value(), StandardCharsets.UTF_8));
                    }
                });
        headers.put(Headers.DEAD_LETTER_REASON, reason.slug());
        byte[] key = queued.key();
        return publisher
                .publish(
                        new OutgoingRecord(
                                Topic.GENERATION_REQUESTS_DEAD,
                                key == null ? null : new String(key, StandardCharsets.UTF_8),
                                queued.value(),
                                headers))
                .thenAccept(_ -> {});
    }
}
