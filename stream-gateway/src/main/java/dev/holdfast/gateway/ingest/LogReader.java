package dev.holdfast.gateway.ingest;

import dev.holdfast.contracts.life.Vital;
import dev.holdfast.edge.outage.Outage;
import dev.holdfast.gateway.replay.LogRecord;
import dev.holdfast.gateway.replay.Tails;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that follows the log: reads the partitions for which there are leases and fills
 * their tails. Everything but {@link #submit} and {@link #stop} runs on it. A broker that is away
 * only delays it.
 *
 * <p>Over the usual size of a class, since the thread's loop, what it is asked to do and what can
 * go wrong in it share its state.
 */
final class LogReader implements Runnable {
    private static final Logger LOG = Logger.getLogger(LogReader.class);

    private final KafkaClients clients;
    private final IngestConfig config;
    private final LogAdmin admin;
    private final TopicWatch watch;
    private final Tails tails;
    private final RecordReader records;
    private final IngestMeters meters;
    private final Clock clock;
    private final Outage outage;
    private final Vital vital;

    private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final Map<Integer, Following> following = new HashMap<>();

    /** Leases whose partition could not be opened yet, oldest first. */
    private Queue<Claim> waiting = new ArrayDeque<>();

    private long retryAt;
    private @Nullable LogTopic topic;
    private volatile Consumer<byte[], byte[]> consumer;
    private volatile boolean stopping;

    LogReader(
            KafkaClients clients,
            IngestConfig config,
            LogAdmin admin,
            TopicWatch watch,
            Tails tails,
            RecordReader records,
            IngestMeters meters,
            Clock clock,
            Outage outage,
            Vital vital) {
        this.clients = clients;
        this.config = config;
        this.admin = admin;
        this.watch = watch;
        this.tails = tails;
        this.records = records;
        this.meters = meters;
        this.clock = clock;
        this.outage = outage;
        this.vital = vital;
        this.consumer = clients.consumer("log");
    }

    /** Has something done on the reading thread, soon. Thread-safe. */
    void submit(Runnable command) {
        commands.add(command);
        consumer.wakeup();
    }

    void stop() {
        stopping = true;
        consumer.wakeup();
    }

    @Override
    public void run() {
        while (!stopping) {
            vital.beat();
            try {
                turn();
            } catch (WakeupException asked) {
                // The next turn looks what for.
            } catch (OffsetOutOfRangeException truncated) {
                truncated.partitions().forEach(this::startAgain);
            } catch (InterruptedException | InterruptException ended) {
                stopping = true;
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "reading the log failed, trying on");
                vital.failed(failure);
                pause();
            }
        }
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private void turn() throws InterruptedException {
        watch.check();
        adoptTopic(watch.topic());
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        openWaiting();
        letGo();
        if (following.isEmpty()) {
            Runnable command = commands.poll(config.fetchWait().toMillis(), TimeUnit.MILLISECONDS);
            if (command != null) {
                command.run();
            }
            return;
        }
        take(consumer.poll(config.fetchWait()));
    }

    void attach(Claim claim) {
        waiting.add(claim);
        retryAt = 0;
    }

    void detach(Claim claim) {
        waiting.remove(claim);
        following.values().forEach(one -> one.remove(claim, clock.millis()));
    }

    private void openWaiting() throws InterruptedException {
        LogTopic current = topic;
        if (waiting.isEmpty() || current == null || clock.millis() < retryAt) {
            return;
        }
        Queue<Claim> all = waiting;
        waiting = new ArrayDeque<>();
        for (Claim one : all) {
            int partition = current.partitionOf(one.userId());
            Following partitionOpen = following.get(partition);
            if (partitionOpen == null) {
                partitionOpen = open(current, partition);
            }
            if (partitionOpen == null) {
                waiting.add(one);
            } else {
                partitionOpen.add(one);
            }
        }
    }

    private @Nullable Following open(LogTopic current, int partition) throws InterruptedException {
        if (clock.millis() < retryAt) {
            return null;
        }
        try {
            LogAdmin.WayIn wayIn = admin.wayIn(partition);
            if (!admin.isStill(current.id())) {
                watch.checkNow();
                retryAt = clock.millis() + config.retryAfter().toMillis();
                return null;
            }
            Following opened =
                    new Following(
                            tails.open(current.id(), partition, wayIn.start()), wayIn.warmAt());
            following.put(partition, opened);
            assign();
            consumer.seek(new TopicPartition(config.topic(), partition), wayIn.start());
            opened.reached(wayIn.start());
            LOG.debugf(
                    "partition opened partition=%d start=%d end=%d",
                    partition, wayIn.start(), wayIn.warmAt());
            return opened;
        } catch (ExecutionException | TimeoutException unanswered) {
            outage.noticed(unanswered);
            retryAt = clock.millis() + config.retryAfter().toMillis();
            return null;
        }
    }

    private void assign() {
        consumer.assign(
                following.keySet().stream()
                        .map(partition -> new TopicPartition(config.topic(), partition))
                        .toList());
    }

    private void letGo() {
        long moment = clock.millis() - config.linger().toMillis();
        List<Integer> idle = new ArrayList<>();
        following.forEach((partition, one) -> {
            if (one.isIdleSince(moment)) {
                idle.add(partition);
            }
        });
        idle.forEach(this::drop);
    }

    private void drop(int partition) {
        Following dropped = following.remove(partition);
        if (dropped != null) {
            end(dropped);
            assign();
        }
    }

    private void end(Following one) {
        tails.drop(one.tail());
        one.end();
    }

    /** The partition has not got what was to be read next: whoever reads it begins anew. */
    private void startAgain(TopicPartition partition) {
        LOG.warnf("reading begins anew partition=%d", partition.partition());
        watch.checkNow();
        drop(partition.partition());
    }

    private void adoptTopic(@Nullable LogTopic newest) {
        if (newest == null || newest.equals(topic)) {
            return;
        }
        LOG.infof("log topic id=%s partitions=%d", newest.id(), newest.partitions());
        if (topic != null) {
            following.values().forEach(this::end);
            following.clear();
            // A new one, since a consumer keeps what it knows of the topic that was.
            Consumer<byte[], byte[]> stale = consumer;
            consumer = clients.consumer("log");
            stale.close(CloseOptions.timeout(Duration.ZERO));
        }
        topic = newest;
        retryAt = 0;
    }

    private void take(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            Following open = following.get(partition.partition());
            if (open != null) {
                take(partition, open, polled.records(partition));
            }
        }
        following.forEach((partition, open) -> {
            if (open.isCold()) {
                open.reached(consumer.position(new TopicPartition(config.topic(), partition)));
            }
        });
    }

    private void take(
            TopicPartition partition, Following open, List<ConsumerRecord<byte[], byte[]>> some) {
        try {
            List<LogRecord> readable =
                    some.stream().map(records::read).flatMap(Optional::stream).toList();
            meters.read(some.size());
            tails.append(open.tail(), readable, some.getLast().offset() + 1);
        } catch (RuntimeException bug) {
            // The consumer has moved past these records: a tail without them would hide a gap.
            LOG.errorf(bug, "a tail broke partition=%d", partition.partition());
            vital.failed(bug);
            retryAt = clock.millis() + config.retryAfter().toMillis();
            startAgain(partition);
        }
    }

    private void pause() {
        try {
            Runnable command = commands.poll(config.retryAfter().toMillis(), TimeUnit.MILLISECONDS);
            if (command != null) {
                command.run();
            }
        } catch (InterruptedException ended) {
            stopping = true;
        }
    }
}
