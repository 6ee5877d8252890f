package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.chat.projection.Batch;
import dev.holdfast.chat.projection.LogFollower;
import dev.holdfast.chat.projection.LogRecord;
import dev.holdfast.chat.projection.Unfoldable;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Folds the log's events of generations into their rows, has those hear of it that follow
 * generations, and sends the runs that lost a notice. The last follower of a batch: what workers
 * say of keys, endpoints and titles is written before an answer in the same batch has ended.
 */
@ApplicationScoped
@Priority(LogFollower.LAST)
class FoldGenerations implements LogFollower {
    private final AnswerRows answers;
    private final Clock clock;
    private final List<GenerationFollower> followers;
    private final FoldMeters meters;
    private final Outbox outbox;
    private final Event<RunsReleased> released;
    private final StandingRows standings;

    FoldGenerations(
            AnswerRows answers,
            Clock clock,
            @All List<GenerationFollower> followers,
            FoldMeters meters,
            Outbox outbox,
            Event<RunsReleased> released,
            StandingRows standings) {
        this.answers = answers;
        this.clock = clock;
        this.followers = followers;
        this.meters = meters;
        this.outbox = outbox;
        this.released = released;
        this.standings = standings;
    }

    @Override
    public Uni<Void> take(Tx tx, Batch batch) {
        return answers.read(tx, Fold.continued(batch.records()))
                .chain(stored -> standings.lock(tx, Fold.touched(batch.records()), stored))
                .map(before -> fold(before, batch.records()))
                .invoke(result -> tx.onceCommitted(() -> tell(result)))
                .chain(result -> write(tx, batch, result.folded()));
    }

    private Fold.Result fold(Map<UUID, Before> before, List<LogRecord> records) {
        try {
            return Fold.of(before, records, clock.instant());
        } catch (RuntimeException | StackOverflowError aRecordThatBreaksIt) {
            throw new Unfoldable(aRecordThatBreaksIt);
        }
    }

    private Uni<Void> write(Tx tx, Batch batch, List<Folded> folded) {
        List<Folded> any = folded.stream().filter(Folded::isAny).toList();
        List<Moved> moved = any.stream().filter(Folded::isMoved).map(Folded::moved).toList();
        return standings
                .write(tx, any)
                .chain(() -> answers.write(tx, any))
                .chain(() -> tell(tx, batch, moved))
                .chain(() -> outbox.store(tx, notices(folded)));
    }

    private void tell(Fold.Result result) {
        meters.folded(result);
        if (result.folded().stream().anyMatch(Folded::isReleased)) {
            released.fire(new RunsReleased());
        }
    }

    private Uni<Void> tell(Tx tx, Batch batch, List<Moved> moved) {
        Uni<Void> told = Uni.createFrom().voidItem();
        if (moved.isEmpty()) {
            return told;
        }
        for (GenerationFollower follower : followers) {
            told = told.chain(() -> follower.take(tx, batch, moved));
        }
        return told;
    }

    private static List<OutboxRecord> notices(List<Folded> folded) {
        return folded.stream()
                .flatMap(each -> each.notices().stream())
                .map(OutboxRecord::control)
                .toList();
    }
}
