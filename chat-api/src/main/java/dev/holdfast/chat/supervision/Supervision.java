package dev.holdfast.chat.supervision;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.generation.Generation;
import dev.holdfast.chat.generation.Generations;
import dev.holdfast.chat.generation.RunsReleased;
import dev.holdfast.chat.generation.Watched;
import dev.holdfast.chat.outage.DatabaseOutage;
import dev.holdfast.chat.projection.Projected;
import dev.holdfast.chat.recurring.Contexts;
import dev.holdfast.chat.recurring.Recurring;
import dev.holdfast.chat.recurring.Recurring.Next;
import dev.holdfast.chat.topics.LogEnds;
import dev.holdfast.chat.topics.Queue;
import dev.holdfast.contracts.life.Life;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again for generations that need someone. First of all those that were released;
 * then those that are silent, in three parts: where the log ends, so that it is known what can be
 * judged; which generations are quiet there; and what is to be done about each.
 */
@ApplicationScoped
class Supervision {
    private static final Logger LOG = Logger.getLogger(Supervision.class);
    private static final QueueView UNSEEN = new QueueView(0, Map.of());

    private final AskForReleased askForReleased;
    private final DatabaseOutage database;
    private final Generations generations;
    private final Life life;
    private final LogEnds log;
    private final Projected projected;
    private final Queue queue;
    private final SupervisionConfig config;
    private final SupervisionMeters meters;
    private final TakeOver takeOver;
    private final Transactions transactions;
    private final Vertx vertx;
    private final CaughtUp caughtUp;

    /** The queue as it was seen at the look before; {@link #UNSEEN} at first. */
    private QueueView seen = UNSEEN;

    /** When those that wait in the queue were last looked at; null before the first time. */
    private @Nullable Long queueLooked;

    private @Nullable Recurring looking;

    Supervision(
            AskForReleased askForReleased,
            DatabaseOutage database,
            Generations generations,
            Life life,
            LogEnds log,
            Projected projected,
            Queue queue,
            SupervisionConfig config,
            SupervisionMeters meters,
            TakeOver takeOver,
            Transactions transactions,
            Vertx vertx) {
        this.askForReleased = askForReleased;
        this.database = database;
        this.generations = generations;
        this.life = life;
        this.log = log;
        this.projected = projected;
        this.queue = queue;
        this.config = config;
        this.meters = meters;
        this.takeOver = takeOver;
        this.transactions = transactions;
        this.vertx = vertx;
        this.caughtUp = new CaughtUp(config.lagTolerance());
    }

    void start(@Observes StartupEvent event) {
        looking =
                Recurring.start(
                        vertx,
                        life,
                        "supervision",
                        config.lookEvery(),
                        config.lookWithin(),
                        this::look);
    }

    void stop(@Observes ShutdownEvent event) {
        if (looking != null) {
            looking.stop();
        }
    }

    /** The projection has just stored a release. */
    void released(@Observes RunsReleased event) {
        if (looking != null) {
            looking.wake();
        }
    }

    private Uni<Next> look() {
        Set<Integer> owned = projected.offsets().keySet();
        if (owned.isEmpty()) {
            caughtUp.forget();
            return Uni.createFrom().item(Next.AFTER_PAUSE);
        }
        return askForReleased.ask(owned).chain(() -> lookForSilence(owned));
    }

    private Uni<Next> lookForSilence(Set<Integer> owned) {
        long asked = System.nanoTime();
        return log.ends(owned)
                .invoke(ends -> compare(asked, ends))
                .onFailure()
                .invoke(caughtUp::forget)
                .chain(this::judge)
                .replaceWith(Next.AFTER_PAUSE);
    }

    private void compare(long asked, Map<Integer, Long> ends) {
        Map<Integer, Long> offsets = projected.offsets();
        caughtUp.look(asked, System.nanoTime(), ends, offsets);
        meters.looked(ends, offsets, judgeable().size());
    }

    private Set<Integer> judgeable() {
        return caughtUp.forAtLeast(config.lease(), System.nanoTime());
    }

    private Uni<Void> judge() {
        Set<Integer> partitions = judgeable();
        if (partitions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        boolean unclaimedToo = isQueueDue();
        return database.watched(
                        Contexts.stay(
                                transactions.look(reader ->
                                        generations.quiet(
                                                reader,
                                                partitions,
                                                config.lease(),
                                                unclaimedToo,
                                                config.atOnce()))))
                .call(this::actOn)
                .chain(quiet -> unclaimedToo ? lookAtQueue(quiet) : Uni.createFrom().voidItem());
    }

    private boolean isQueueDue() {
        long now = System.nanoTime();
        Duration pause = config.queueLookEvery();
        if (queueLooked != null && now - queueLooked < pause.toNanos()) {
            return false;
        }
        queueLooked = now;
        return true;
    }

    private Uni<Void> actOn(List<Watched> quiet) {
        Judge judge = new Judge(config, watched -> seen.hasLost(watched, caughtUp));
        List<Generation> needy =
                quiet.stream()
                        .filter(watched -> !(judge.judge(watched) instanceof Verdict.Wait))
                        .map(Watched::generation)
                        .toList();
        return Multi.createFrom()
                .iterable(needy)
                .onItem()
                .transformToUni(generation -> actOn(generation, judge))
                .merge(config.sideBySide())
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /**
     * A process that was suspended since the look, or lost its partition, does not act on it. One
     * that cannot be acted on is tried at the next look, and does not keep the others waiting.
     */
    private Uni<Void> actOn(Generation generation, Judge judge) {
        if (judgeable().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Contexts.apart(() -> takeOver.ifNeeded(generation, judge::judge))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf(
                                failure,
                                "generation not looked after generationId=%s",
                                generation.id()))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * For the next look to judge by, when the log has been followed beyond this instant; unless
     * nobody waits.
     */
    private Uni<Void> lookAtQueue(List<Watched> quiet) {
        if (quiet.stream().allMatch(Watched::isClaimed)) {
            return Uni.createFrom().voidItem();
        }
        long asked = System.nanoTime();
        return queue.starts()
                .invoke(starts -> seen = new QueueView(asked, starts))
                .replaceWithVoid();
    }
}
