package dev.holdfast.chat.message;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** What can be seen from outside of messages on their way. */
@ApplicationScoped
class MessageMeters {
    private final AtomicInteger waiting = new AtomicInteger();

    MessageMeters(MeterRegistry registry) {
        Gauge.builder("holdfast.message.waiting", waiting::get)
                .description("messages that wait until the database has what the log has")
                .register(registry);
    }

    /** Counts it while it is being waited for. */
    <T> Uni<T> waiting(Uni<T> wait) {
        return wait.onSubscription()
                .invoke(() -> waiting.incrementAndGet())
                .onTermination()
                .invoke(() -> waiting.decrementAndGet());
    }
}
