package dev.holdfast.chat.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.chat.topics.KafkaClients;
import dev.holdfast.chat.topics.Topics;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.edge.life.LifeConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The thread that reads the catalogue: all of it from the beginning, then what is new. In no group,
 * since every instance reads everything.
 */
@ApplicationScoped
class CatalogConsumer {
    private static final Logger LOG = Logger.getLogger(CatalogConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final long REOPEN_AFTER_MILLIS = 1_000;

    private final Catalog catalog;
    private final KafkaClients kafka;
    private final ObjectMapper json;
    private final Topics topics;
    private final Vital vital;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;

    CatalogConsumer(
            Catalog catalog,
            KafkaClients kafka,
            ObjectMapper json,
            Topics topics,
            Life life,
            LifeConfig limits) {
        this.catalog = catalog;
        this.kafka = kafka;
        this.json = json;
        this.topics = topics;
        this.vital = life.vital("catalog", limits.silence());
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("catalog").daemon().start(vital.loop(this::read));
    }

    /** Waits, since what the thread uses is taken from it next. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        if (thread != null && !thread.join(STOP_WITHIN)) {
            LOG.warn("the catalogue's thread did not end in time");
        }
    }

    private void read() {
        try {
            do {
                vital.beat();
                if (topics.log().isPresent()) {
                    follow();
                }
            } while (!stopped.await(REOPEN_AFTER_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException atTheEnd) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (KafkaConsumer<String, byte[]> consumer =
                kafka.consumer(
                        Map.of(
                                // Milliseconds for each of three questions, see LifeConfig.silence.
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                15_000,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false))) {
            List<TopicPartition> all =
                    consumer.partitionsFor(Topic.Names.MODEL_CATALOG).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (stopped.getCount() > 0) {
                vital.beat();
                consumer.poll(POLL).forEach(this::take);
                if (!catalog.isLoaded()
                        && all.stream()
                                .allMatch(p -> consumer.position(p) >= ends.getOrDefault(p, 0L))) {
                    catalog.loaded();
                }
            }
        } catch (KafkaException broken) {
            LOG.warnf(broken, "catalogue cannot be read, opening it anew");
            vital.failed(broken);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "reading the catalogue broke, opening it anew");
            vital.failed(bug);
        }
    }

    /** No value is Kafka's way to say that the word does not stand any more. */
    private void take(ConsumerRecord<String, byte[]> raw) {
        if (raw.value() == null) {
            if (raw.key() != null) {
                catalog.remove(raw.key());
            }
            return;
        }
        try {
            ProviderAdvertised advertised = json.readValue(raw.value(), ProviderAdvertised.class);
            if (advertised == null || !isWhole(advertised)) {
                throw new IOException("a field is missing");
            }
            catalog.put(advertised, Instant.ofEpochMilli(raw.timestamp()));
        } catch (IOException | RuntimeException unreadable) {
            LOG.warnf(
                    "advertisement skipped, it cannot be read partition=%d offset=%d cause=%s",
                    raw.partition(), raw.offset(), unreadable.getMessage());
        }
    }

    private static boolean isWhole(ProviderAdvertised advertised) {
        return advertised.provider() != null
                && advertised.title() != null
                && advertised.access() != null
                && advertised.health() != null;
    }
}
