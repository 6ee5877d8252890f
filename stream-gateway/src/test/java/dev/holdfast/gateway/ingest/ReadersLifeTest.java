package dev.holdfast.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Life.Limits;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.edge.life.LifeConfig;
import dev.holdfast.edge.outage.Outage;
import dev.holdfast.gateway.replay.Archive.Piece;
import dev.holdfast.gateway.replay.BatchLimits;
import dev.holdfast.gateway.replay.PieceFold;
import dev.holdfast.gateway.replay.Tails;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reading threads, with a clock that breaks in the middle of what they do. */
class ReadersLifeTest {
    private static final int MISTAKES = 3;

    private final Life life =
            new Life(System::nanoTime, new Limits(MISTAKES, Duration.ofMinutes(2)), (_, _) -> {});
    private final SmallRyeConfig settings =
            new SmallRyeConfigBuilder()
                    .withConverter(Duration.class, 100, new DurationConverter())
                    .withMapping(IngestConfig.class)
                    .withMapping(LifeConfig.class)
                    .withDefaultValues(
                            Map.of(
                                    "holdfast.ingest.fetch-wait", "1ms",
                                    "holdfast.ingest.retry-after", "1ms",
                                    "holdfast.ingest.archive.readers", "1",
                                    "holdfast.life.silence", "1m"))
                    .build();
    private final IngestConfig config = settings.getConfigMapping(IngestConfig.class);
    private final LifeConfig limits = settings.getConfigMapping(LifeConfig.class);
    private final Tails tails = new Tails(1_000, 1_000);
    private final IngestMeters meters = new IngestMeters(new SimpleMeterRegistry(), tails);

    /** Nobody listens there: these threads come no further than their clock. */
    private final KafkaClients clients =
            new KafkaClients(Map.of("bootstrap.servers", "localhost:1"), config, life);

    private final LogAdmin admin = new LogAdmin(clients, config, Clock.systemUTC());

    @AfterEach
    void close() {
        life.stopping();
        admin.close();
    }

    @Test
    void endsWhenTheReadingThreadDiesOfAnError() {
        reading(() -> new NoClassDefFoundError("gone"));

        await().until(() -> life.ending().isPresent());
        assertThat(life.ending().orElseThrow().loop()).isEqualTo("log-reader");
    }

    @Test
    void endsWhenTheReadingThreadIsWrongAgainAndAgain() {
        reading(IllegalStateException::new);

        await().until(() -> life.ending().isPresent());
        assertThat(life.ending().orElseThrow().reason()).isEqualTo("it fails again and again");
    }

    @Test
    void endsWhenAReaderOfOlderPartsThrowsAnError() {
        KafkaArchive archive = archive(() -> new NoClassDefFoundError("gone"));

        assertThat(read(archive)).failsWithin(1, TimeUnit.MINUTES);

        assertThat(life.ending().orElseThrow().loop()).startsWith("older-part-");
        archive.close();
    }

    @Test
    void losesNoReaderOfOlderPartsToAMistake() {
        KafkaArchive archive = archive(NullPointerException::new);

        for (int i = 1; i < MISTAKES; i++) {
            assertThat(read(archive)).failsWithin(1, TimeUnit.MINUTES);
            assertThat(life.ending()).isEmpty();
        }
        assertThat(read(archive)).failsWithin(1, TimeUnit.MINUTES);
        assertThat(life.ending()).isPresent();
        archive.close();
    }

    private void reading(Supplier<Throwable> failure) {
        Clock clock = new BrokenClock(failure);
        Outage outage = new Outage(Logger.getLogger(getClass()), "the log", Clock.systemUTC());
        TopicWatch watch = new TopicWatch(admin, config, clock, outage);
        RecordReader records = new RecordReader(meters);
        new KafkaPartitions(
                        clients, config, admin, watch, tails, records, meters, clock, outage, life,
                        limits)
                .start(new StartupEvent());
    }

    private KafkaArchive archive(Supplier<Throwable> failure) {
        return new KafkaArchive(
                clients,
                config,
                admin,
                new RecordReader(meters),
                meters,
                new BrokenClock(failure),
                life,
                limits);
    }

    private static CompletableFuture<Piece> read(KafkaArchive archive) {
        return archive.read(
                        "alice",
                        new Position(new UUID(0, 1), 0, 0),
                        1,
                        new BatchLimits(1, 1),
                        new PieceFold())
                .toCompletableFuture();
    }

    private static final class BrokenClock extends Clock {
        private final Supplier<Throwable> failure;

        private BrokenClock(Supplier<Throwable> failure) {
            this.failure = failure;
        }

        @Override
        public Instant instant() {
            Throwable thrown = failure.get();
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
