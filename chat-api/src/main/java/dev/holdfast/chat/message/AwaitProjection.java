package dev.holdfast.chat.message;

import dev.holdfast.chat.database.Reader;
import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.generation.Generation;
import dev.holdfast.chat.generation.Generations;
import dev.holdfast.chat.projection.Positions;
import dev.holdfast.chat.recurring.Contexts;
import dev.holdfast.chat.topics.LogEnds;
import dev.holdfast.chat.topics.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the database has all that the log had when it was asked. Looks at the position that
 * is stored, since any instance may be the one that moves it; between two looks it holds no
 * connection. A notification with each batch was rejected: nearly none of them has anybody waiting.
 */
@ApplicationScoped
class AwaitProjection {
    private static final Logger LOG = Logger.getLogger(AwaitProjection.class);

    private final Generations generations;
    private final LogEnds log;
    private final MessageConfig config;
    private final MessageMeters meters;
    private final Positions positions;
    private final Topics topics;
    private final Transactions transactions;

    AwaitProjection(
            Generations generations,
            LogEnds log,
            MessageConfig config,
            MessageMeters meters,
            Positions positions,
            Topics topics,
            Transactions transactions) {
        this.generations = generations;
        this.log = log;
        this.config = config;
        this.meters = meters;
        this.positions = positions;
        this.topics = topics;
        this.transactions = transactions;
    }

    /**
     * What is waited for.
     *
     * @param generation whose end is enough; null for none
     * @param end of the log at the call: the offset of the next record
     * @param until by {@link System#nanoTime}
     */
    private record Awaited(String owner, @Nullable UUID generation, long end, long until) {

        Duration left() {
            return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
        }
    }

    /**
     * Outside of any session; the answer comes within the bound that is configured. Where the user
     * wants the generation to end, its end is waited for: it is on its way.
     *
     * @param generation whose end is enough; null for none
     * @return false if the database did not get there, or where the log ends could not be learnt
     */
    Uni<Boolean> caughtUp(String owner, @Nullable UUID generation) {
        long until = System.nanoTime() + config.settleWithin().toNanos();
        return meters.waiting(
                end(owner)
                        .chain(end ->
                                end.isEmpty()
                                        ? Uni.createFrom().item(false)
                                        : reached(
                                                new Awaited(
                                                        owner, generation, end.getAsLong(), until),
                                                config.settleLookAfter())));
    }

    private Uni<OptionalLong> end(String owner) {
        int partition = topics.knownLog().partitionOf(owner);
        return Contexts.stay(
                        log.ends(Set.of(partition)).ifNoItem().after(config.settleWithin()).fail())
                .map(ends -> OptionalLong.of(ends.getOrDefault(partition, 0L)))
                .onFailure()
                .invoke(failure -> LOG.warnf("the log's end cannot be learnt cause=%s", failure))
                .onFailure()
                .recoverWithItem(OptionalLong.empty());
    }

    private Uni<Boolean> reached(Awaited awaited, Duration pause) {
        boolean isLate = awaited.left().isZero();
        return look(awaited)
                .chain(sight ->
                        switch (sight.verdict(awaited.end(), isLate)) {
                            case CAUGHT_UP -> Uni.createFrom().item(true);
                            case BEHIND -> Uni.createFrom().item(false);
                            case LOOK_AGAIN ->
                                    after(shorter(pause, awaited.left()))
                                            .chain(() -> reached(awaited, pause.multipliedBy(2)));
                        });
    }

    /** The position first, so that what is read of the generation is no older. */
    private Uni<Sight> look(Awaited awaited) {
        return Contexts.stay(
                transactions.look(reader ->
                        positions
                                .read(reader, awaited.owner())
                                .chain(cursor ->
                                        generation(reader, awaited)
                                                .map(found ->
                                                        Sight.of(
                                                                cursor.position().offset(),
                                                                found)))));
    }

    private Uni<Optional<Generation>> generation(Reader reader, Awaited awaited) {
        UUID id = awaited.generation();
        return id == null
                ? Uni.createFrom().item(Optional.empty())
                : generations.find(reader, awaited.owner(), id);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** On the caller's context again: Hibernate Reactive keeps its session there. */
    private static Uni<Void> after(Duration pause) {
        return Contexts.stay(
                Uni.createFrom().voidItem().onItem().delayIt().by(pause.plusMillis(1)));
    }
}
