package dev.holdfast.chat.projection;

import dev.holdfast.chat.projection.Reading.Parts;
import dev.holdfast.chat.topics.KafkaClients;
import dev.holdfast.chat.topics.LogTopic;
import dev.holdfast.chat.topics.Topics;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.edge.life.LifeConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The thread that reads the log. Opens a consumer when the log is known, and a new one when the
 * consumer breaks or the log was made anew. Never commits an offset: positions are the database's.
 */
@ApplicationScoped
class LogConsumer {
    private static final Logger LOG = Logger.getLogger(LogConsumer.class);
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(2);

    private final KafkaClients kafka;
    private final Parts parts;
    private final ProjectionConfig config;
    private final Topics topics;
    private final Vital vital;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;

    LogConsumer(
            KafkaClients kafka,
            Life life,
            LifeConfig limits,
            Projected projected,
            ProjectionConfig config,
            ProjectionMeters meters,
            RecordReader reader,
            StoreBatch store,
            StoredPositions stored,
            Topics topics) {
        this.kafka = kafka;
        this.config = config;
        this.topics = topics;
        this.vital = life.vital("projection", limits.silence());
        this.parts = new Parts(projected, config, meters, reader, store::store, stored::load);
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("projection").daemon().start(vital.loop(this::read));
    }

    /** Leaves the group, so that others need not wait for the session's end. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        if (thread != null && !thread.join(LEAVE_WITHIN)) {
            LOG.warn("projection did not leave its group in time");
        }
    }

    private void read() {
        try {
            do {
                vital.beat();
                Optional<LogTopic> log = topics.log();
                if (log.isPresent()) {
                    readWhileItLasts(log.get());
                }
            } while (!stopped.await(config.reopenAfter().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException atTheEnd) {
            Thread.currentThread().interrupt();
        }
    }

    private void readWhileItLasts(LogTopic log) {
        try (KafkaConsumer<String, byte[]> consumer = kafka.consumer(settings())) {
            new Reading(consumer, log, parts).run(() -> isWanted(log));
        } catch (KafkaException broken) {
            LOG.warnf(broken, "log cannot be read, opening it anew");
            vital.failed(broken);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "projection broke, opening the log anew");
            vital.failed(bug);
        } finally {
            parts.projected().lostAll();
        }
    }

    /** Asked before each poll. */
    private boolean isWanted(LogTopic log) {
        vital.beat();
        return stopped.getCount() > 0 && topics.log().equals(Optional.of(log));
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                config.group(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                // Where to go on in a log that was cut is the database's to say as well.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                config.batchRecords(),
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                config.batchBytes(),
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                500,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) config.sessionTimeout().toMillis(),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) config.sessionTimeout().toMillis() / 4,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
    }
}
