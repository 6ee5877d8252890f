package dev.holdfast.chat.supervision;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.generation.Generation;
import dev.holdfast.chat.generation.Generations;
import dev.holdfast.chat.generation.Watched;
import dev.holdfast.chat.outage.DatabaseOutage;
import dev.holdfast.chat.recurring.Contexts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Asks for the next attempt of generations that their workers have released. That needs no view of
 * the log's end, as silence does: a release is said and not inferred. What is released stays so in
 * its row until somebody was asked, so nothing is lost with this process, and the row's lock lets
 * one asker through.
 */
@ApplicationScoped
class AskForReleased {
    private static final Logger LOG = Logger.getLogger(AskForReleased.class);

    private final DatabaseOutage database;
    private final Generations generations;
    private final SupervisionConfig config;
    private final TakeOver takeOver;
    private final Transactions transactions;

    AskForReleased(
            DatabaseOutage database,
            Generations generations,
            SupervisionConfig config,
            TakeOver takeOver,
            Transactions transactions) {
        this.database = database;
        this.generations = generations;
        this.config = config;
        this.takeOver = takeOver;
        this.transactions = transactions;
    }

    /**
     * @param partitions of the log, those that this instance projects
     */
    Uni<Void> ask(Set<Integer> partitions) {
        return database.watched(
                        Contexts.stay(
                                transactions.look(reader ->
                                        generations.released(reader, partitions, config.atOnce()))))
                .chain(released ->
                        Multi.createFrom()
                                .iterable(released)
                                .map(Watched::generation)
                                .onItem()
                                .transformToUni(this::ask)
                                .merge(config.sideBySide())
                                .collect()
                                .asList()
                                .replaceWithVoid());
    }

    /** One that cannot be asked for is tried at the next look, and keeps no other waiting. */
    private Uni<Void> ask(Generation generation) {
        return Contexts.apart(() -> takeOver.ifNeeded(generation, Judge::judgeReleased))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf(
                                failure,
                                "released generation not asked for generationId=%s",
                                generation.id()))
                .onFailure()
                .recoverWithNull();
    }
}
