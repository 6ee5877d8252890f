package dev.holdfast.gateway.ingest;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.edge.life.LifeConfig;
import dev.holdfast.edge.outage.Outage;
import dev.holdfast.gateway.replay.Partitions;
import dev.holdfast.gateway.replay.Tail;
import dev.holdfast.gateway.replay.Tails;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** The partitions that are read from Kafka, and the thread that reads them. Thread-safe. */
@Singleton
public final class KafkaPartitions implements Partitions {
    private final LogReader reader;
    private final Thread thread;
    private final TopicWatch watch;

    public KafkaPartitions(
            KafkaClients clients,
            IngestConfig config,
            LogAdmin admin,
            TopicWatch watch,
            Tails tails,
            RecordReader records,
            IngestMeters meters,
            Clock clock,
            Outage outage,
            Life life,
            LifeConfig limits) {
        Vital vital = life.vital("log-reader", limits.silence());
        this.watch = watch;
        reader =
                new LogReader(
                        clients, config, admin, watch, tails, records, meters, clock, outage,
                        vital);
        thread = Thread.ofPlatform().name("log-reader").daemon().unstarted(vital.loop(reader));
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent stopped)
            throws InterruptedException {
        reader.stop();
        thread.join(2000);
    }

    boolean isReading() {
        return thread.isAlive();
    }

    @Override
    public boolean areReachable() {
        return watch.seenWithin(LogReadiness.RECENTLY);
    }

    @Override
    public Lease acquire(String userId) {
        Claim claim = new Claim(userId);
        reader.submit(() -> reader.attach(claim));
        AtomicBoolean closed = new AtomicBoolean();
        return new Lease() {
            @Override
            public CompletionStage<Tail> warm() {
                return claim.warm();
            }

            @Override
            public void close() {
                if (closed.compareAndSet(false, true)) {
                    reader.submit(() -> reader.detach(claim));
                }
            }
        };
    }
}
