package dev.holdfast.chat.supervision;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.generation.AskAgain;
import dev.holdfast.chat.generation.EndGeneration;
import dev.holdfast.chat.generation.Generation;
import dev.holdfast.chat.generation.Generations;
import dev.holdfast.chat.generation.Watched;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Carries out what was judged, in one transaction, if it still holds once the row is locked; so two
 * instances that judge the same generation do not both act.
 */
@ApplicationScoped
class TakeOver {
    private static final Logger LOG = Logger.getLogger(TakeOver.class);

    private final AskAgain askAgain;
    private final EndGeneration end;
    private final Generations generations;
    private final SupervisionMeters meters;
    private final Transactions transactions;
    private final Turns turns;

    TakeOver(
            AskAgain askAgain,
            EndGeneration end,
            Generations generations,
            SupervisionMeters meters,
            Transactions transactions,
            Turns turns) {
        this.askAgain = askAgain;
        this.end = end;
        this.generations = generations;
        this.meters = meters;
        this.transactions = transactions;
        this.turns = turns;
    }

    /**
     * @param judge judges what is found once the row is locked
     */
    Uni<Void> ifNeeded(Generation seen, Function<Watched, Verdict> judge) {
        return transactions.withEntities(tx ->
                turns.take(tx, seen.owner())
                        .chain(() -> generations.lock(tx, seen.owner(), seen.id()))
                        .chain(found ->
                                found.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : act(tx, found.get(), judge)));
    }

    private Uni<Void> act(Tx tx, Watched locked, Function<Watched, Verdict> judge) {
        Generation generation = locked.generation();
        return switch (judge.apply(locked)) {
            case Verdict.Wait _ -> Uni.createFrom().voidItem();
            case Verdict.AskAgain _ -> {
                tell("asked for again", locked);
                meters.askedAgain();
                yield askAgain.ask(tx, generation);
            }
            case Verdict.Stop _ -> {
                tell("stopped in its worker's place", locked);
                meters.stopped();
                yield end.stop(tx, generation);
            }
            case Verdict.Fail(var problem) -> {
                tell("given up, " + problem.slug(), locked);
                meters.failed();
                yield end.fail(tx, generation, problem);
            }
        };
    }

    private static void tell(String what, Watched watched) {
        Generation generation = watched.generation();
        LOG.infof(
                "generation %s generationId=%s attempt=%d next=%d silentMillis=%d",
                what,
                generation.id(),
                generation.standing().attempt(),
                generation.nextAttempt(),
                watched.silentFor().toMillis());
    }
}
