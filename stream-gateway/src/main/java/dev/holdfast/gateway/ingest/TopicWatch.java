package dev.holdfast.gateway.ingest;

import dev.holdfast.edge.outage.Outage;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which topic the log is, asked again and again, since a topic that was deleted and made anew has
 * another id. Asked for by the reading thread; the answer comes on the admin client's.
 */
@Singleton
public final class TopicWatch {
    private static final Logger LOG = Logger.getLogger(TopicWatch.class);

    private final LogAdmin admin;
    private final Clock clock;
    private final Outage outage;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final long everyMillis;
    private volatile long askedAt = Long.MIN_VALUE / 2;

    /** The last one that was seen; stays while there is none, until another one is seen. */
    private volatile @Nullable LogTopic topic;

    private volatile boolean present;
    private volatile long answeredAt = Long.MIN_VALUE / 2;

    public TopicWatch(LogAdmin admin, IngestConfig config, Clock clock, Outage outage) {
        this.admin = admin;
        this.clock = clock;
        this.outage = outage;
        this.everyMillis = config.topicCheck().toMillis();
    }

    /** Asks if it is time. Never blocks. */
    void check() {
        if (clock.millis() - askedAt >= everyMillis) {
            checkNow();
        }
    }

    void checkNow() {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        askedAt = clock.millis();
        boolean asked = false;
        try {
            admin.topic()
                    .whenComplete((found, failure) -> {
                        asking.set(false);
                        if (failure == null) {
                            outage.answered();
                            answered(found);
                        } else {
                            outage.noticed(failure);
                        }
                    });
            asked = true;
        } finally {
            // A question that could not even be put must not hold back all that follow.
            if (!asked) {
                asking.set(false);
            }
        }
    }

    private void answered(Optional<LogTopic> found) {
        answeredAt = clock.millis();
        if (found.isPresent() != present) {
            LOG.infof("log topic present=%s", found.isPresent());
        }
        present = found.isPresent();
        found.ifPresent(newest -> topic = newest);
    }

    @Nullable LogTopic topic() {
        return topic;
    }

    /** Whether the topic was there, as of an answer that is not older than {@code within}. */
    boolean seenWithin(Duration within) {
        return present && clock.millis() - answeredAt <= within.toMillis();
    }
}
