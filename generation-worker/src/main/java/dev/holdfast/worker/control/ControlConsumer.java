package dev.holdfast.worker.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.edge.life.LifeConfig;
import dev.holdfast.worker.run.Runs;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code generation-control} from its present end on, on a thread of its own. Without a
 * group: partitions are assigned by hand, so that a worker leaves nothing behind at the broker and
 * knows when it listens. A notice may be missed, as the contract says; one that names no run here
 * is dropped.
 */
@ApplicationScoped
public class ControlConsumer {
    private static final Logger LOG = Logger.getLogger(ControlConsumer.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Map<String, Object> kafka;
    private final ObjectMapper json;
    private final Runs runs;
    private final CountDownLatch listening = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Vital vital;
    private @Nullable Thread thread;

    /** Whether a notice that is written now is heard. */
    private volatile boolean hearing;

    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    ControlConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ObjectMapper json,
            Runs runs,
            Life life,
            LifeConfig limits) {
        this.kafka = Map.copyOf(kafka);
        this.json = json;
        this.runs = runs;
        this.vital = life.vital("control", limits.silence());
    }

    public void start() {
        thread = Thread.ofPlatform().name("control").start(vital.loop(this::work));
    }

    public boolean isHearing() {
        return hearing;
    }

    /** Open from when on no notice is missed. */
    public CountDownLatch listening() {
        return listening;
    }

    public void stop() throws InterruptedException {
        closing.countDown();
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        if (thread != null) {
            thread.join(CLOSE.plus(POLL));
        }
    }

    /** Asked at each turn. */
    private boolean isClosing() {
        vital.beat();
        return closing.getCount() == 0;
    }

    private void work() {
        try {
            while (!isClosing()) {
                try {
                    listen();
                } catch (WakeupException closed) {
                    LOG.debug("woken up");
                } catch (InterruptException stopped) {
                    return;
                } catch (RuntimeException broken) {
                    // Also what is a bug: stops would be unheard while the worker looks alive.
                    LOG.warnf("control not available, trying again cause=%s", broken.toString());
                    vital.failed(broken);
                    pause();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() throws InterruptedException {
        var open = open();
        try {
            consumer = open;
            List<TopicPartition> partitions =
                    open.partitionsFor(Topic.GENERATION_CONTROL.topicName()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            if (partitions.isEmpty()) {
                pause();
                return;
            }
            open.assign(partitions);
            open.seekToEnd(partitions);
            // seekToEnd is lazy; the position is not.
            partitions.forEach(open::position);
            listening.countDown();
            hearing = true;
            while (!isClosing()) {
                open.poll(POLL).forEach(this::hear);
            }
        } finally {
            hearing = false;
            consumer = null;
            open.close(CloseOptions.timeout(CLOSE));
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(config, bytes, bytes);
    }

    private void hear(ConsumerRecord<byte[], byte[]> said) {
        try {
            switch (json.readValue(said.value(), ControlNotice.class)) {
                case ControlNotice.StopRequested(var generationId, _) -> runs.stop(generationId);
                case ControlNotice.RunSuperseded(var generationId, var attempt, var run, _) ->
                        runs.superseded(generationId, attempt, run);
                case ControlNotice.Unrecognised _ -> {}
            }
        } catch (IOException | RuntimeException unreadable) {
            LOG.warnf("notice unreadable, ignored offset=%d", said.offset());
        }
    }

    private void pause() throws InterruptedException {
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("closing");
        }
    }
}
