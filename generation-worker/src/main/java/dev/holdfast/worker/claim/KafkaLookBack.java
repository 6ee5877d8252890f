package dev.holdfast.worker.claim;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Threads;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.edge.life.LifeConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@link LookBack} with one consumer on a thread of its own, which serves all looks at once: every
 * partition is assigned, and only those that somebody waits for are read. A consumer for each claim
 * was rejected, since it would need longer to open than to read.
 *
 * <p>Without its thread this worker would claim and never answer, so the process ends with it.
 * While the broker is away the looks wait, and so do the runs.
 */
@ApplicationScoped
public class KafkaLookBack implements LookBack {
    private static final Logger LOG = Logger.getLogger(KafkaLookBack.class);
    private static final String NAME = "look-back";

    /** Kafka's own thread of the admin client, as Kafka calls it. */
    private static final String ADMINS_THREAD = "kafka-admin-client-thread | " + NAME;

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /**
     * Milliseconds that the broker may wait for more. The consumer asks for what follows before it
     * is told that nobody wants it, and until that is answered it asks for nothing else.
     */
    private static final int FETCH_WAIT = 2;

    private final Map<String, Object> kafka;
    private final ObjectMapper json;
    private final LookBackConfig config;
    private final Life life;
    private final Vital vital;
    private final Timer onClaims;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    /** Touched by the thread alone; what is under way outlives a consumer. */
    private final Looks looks = new Looks();

    /** A look that the thread has not begun. */
    private record Asked(CompletableFuture<?> answer, Beginning beginning) {}

    @FunctionalInterface
    private interface Beginning {
        /** Fails with a {@link KafkaException} while the broker is away. */
        Look<?> look(OpenLog log) throws ExecutionException, InterruptedException;
    }

    KafkaLookBack(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ObjectMapper json,
            LookBackConfig config,
            MeterRegistry meters,
            Life life,
            LifeConfig limits) {
        this.kafka = Map.copyOf(kafka);
        this.json = json;
        this.config = config;
        this.life = life;
        this.vital = life.vital(NAME, limits.silence());
        this.onClaims =
                Timer.builder("holdfast.worker.look.back")
                        .description("From a claim that stands until it is known to count or not")
                        .register(meters);
    }

    public void start() {
        thread = Thread.ofPlatform().name(NAME).start(vital.loop(this::work));
    }

    public void stop() throws InterruptedException {
        closing.countDown();
        wake();
        if (thread != null) {
            thread.join(CLOSE.plus(POLL));
        }
    }

    @Override
    public CompletableFuture<Verdict> onClaim(Claim claim) {
        CompletableFuture<Verdict> answer = new CompletableFuture<>();
        Timer.Sample sample = Timer.start();
        ask(
                answer,
                log -> {
                    Stretch stretch =
                            Stretch.before(claim, log.idFor(claim.request().known()), config);
                    return new Look<>(
                            stretch.position().partition(),
                            stretch.from(),
                            stretch.position().offset(),
                            config.bytes(),
                            new ClaimFinding(json, claim, stretch.position(), stretch.known()),
                            answer);
                });
        var _ =
                answer.thenAccept(_ -> {
                    sample.stop(onClaims);
                });
        return answer;
    }

    @Override
    public CompletableFuture<Boolean> onTitle(TitleRequested request) {
        Position since = request.logPosition();
        if (since == null) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        ask(
                answer,
                log ->
                        new Look<>(
                                since.partition(),
                                since.offset(),
                                log.has(since) ? log.end(since.partition()) : since.offset(),
                                config.bytes(),
                                new TitleFinding(json, request.conversationId()),
                                answer));
        return answer;
    }

    private void ask(CompletableFuture<?> answer, Beginning beginning) {
        asked.add(new Asked(answer, beginning));
        wake();
    }

    private void wake() {
        var open = consumer;
        if (open != null) {
            open.wakeup();
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
                    lookUntilBroken();
                } catch (WakeupException inTheWrongMoment) {
                    LOG.debug("woken up");
                } catch (InterruptException stopped) {
                    return;
                } catch (ExecutionException | RuntimeException broken) {
                    LOG.warnf("log not available, trying again cause=%s", broken.toString());
                    vital.failed(broken);
                    pause();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookUntilBroken() throws ExecutionException, InterruptedException {
        Map<String, Object> named = new HashMap<>(kafka);
        named.put(AdminClientConfig.CLIENT_ID_CONFIG, NAME);
        try (Admin admin = Admin.create(named)) {
            KafkaConsumer<byte[], byte[]> open = open();
            try {
                // Only from here on: whatever ends this forgets it before the client is closed.
                Threads.named(ADMINS_THREAD).forEach(life::watchThread);
                OpenLog log = OpenLog.of(admin, open);
                consumer = open;
                while (!isClosing()) {
                    begin(log);
                    read(log);
                }
            } finally {
                consumer = null;
                Threads.named(ADMINS_THREAD).forEach(life::forget);
                open.close(CloseOptions.timeout(CLOSE));
            }
        }
    }

    /** What the broker does not answer stays asked. */
    private void begin(OpenLog log) throws ExecutionException, InterruptedException {
        for (Asked next = asked.peek(); next != null; next = asked.peek()) {
            try {
                looks.add(next.beginning().look(log));
            } catch (WakeupException newlyAsked) {
                continue;
            } catch (KafkaException away) {
                throw away;
            } catch (RuntimeException bug) {
                // One that can never begin must not keep the others waiting.
                next.answer().completeExceptionally(bug);
            }
            asked.remove();
        }
    }

    private void read(OpenLog log) throws ExecutionException, InterruptedException {
        for (int partition : log.partitions()) {
            OptionalLong next = looks.next(partition);
            if (next.isPresent()) {
                log.readFrom(partition, next.getAsLong());
            } else {
                log.rest(partition);
            }
        }
        try {
            for (ConsumerRecord<byte[], byte[]> each : log.poll(POLL)) {
                looks.take(each.partition(), each.offset(), type(each), each.value());
            }
            log.positions().forEach(looks::reached);
        } catch (WakeupException newlyAsked) {
            LOG.trace("asked");
        } catch (OffsetOutOfRangeException cut) {
            for (var each : cut.offsetOutOfRangePartitions().entrySet()) {
                goOnWithinLog(log, each.getKey().partition(), each.getValue());
            }
        }
    }

    /** The log was cut shorter, or was made anew and does not have this offset yet. */
    private void goOnWithinLog(OpenLog log, int partition, long offset)
            throws ExecutionException, InterruptedException {
        long beginning = log.beginning(partition);
        if (offset < beginning) {
            looks.reached(partition, beginning);
        } else {
            looks.giveUp(partition);
        }
        log.rest(partition);
    }

    private KafkaConsumer<byte[], byte[]> open() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(settings, bytes, bytes);
    }

    private static @Nullable String type(ConsumerRecord<byte[], byte[]> said) {
        Header header = said.headers().lastHeader(Headers.TYPE);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private void pause() throws InterruptedException {
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("closing");
        }
    }
}
