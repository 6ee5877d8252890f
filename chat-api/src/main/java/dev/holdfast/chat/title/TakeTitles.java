package dev.holdfast.chat.title;

import dev.holdfast.chat.database.Columns;
import dev.holdfast.chat.database.Storable;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.chat.projection.Batch;
import dev.holdfast.chat.projection.LogFollower;
import dev.holdfast.chat.projection.Said;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.ConversationView;
import dev.holdfast.contracts.log.TitledBy;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes the titles that workers propose, unless the user was faster. A conversation is written only
 * by whoever has its owner's turn, which also puts what is said of it to the log in order.
 */
@ApplicationScoped
class TakeTitles implements LogFollower {
    private static final int LONGEST = 200;

    /** First words for first words would be the same, or a client's own choice of them. */
    private static final String TAKE =
            """
            with taken as (
                update conversation c set title = t.title, titled_by = t.titled_by
                from unnest($1::text[], $2::uuid[], $3::text[], $4::text[])
                    as t(owner, id, title, titled_by)
                where c.owner = t.owner and c.id = t.id and not c.title_settled
                    and (c.titled_by is null
                        or (c.titled_by = 'first-words' and t.titled_by = 'model'))
                returning c.*
            )
            select cast(json_build_object('owner', owner, 'conversation', json_build_object(
                'id', id, 'title', title, 'titledBy', titled_by, 'pinned', pinned,
                'model', case when model_provider is not null and model_name is not null then
                    json_build_object('provider', model_provider, 'name', model_name) end,
                'options', case when num_nonnulls(temperature, max_tokens, reasoning_effort,
                    system_prompt) > 0 then json_build_object('temperature', temperature,
                    'maxTokens', max_tokens, 'reasoningEffort', reasoning_effort,
                    'systemPrompt', system_prompt) end,
                'updatedAt', updated_at)) as text)
            from taken
            """;

    private static final String SETTLE =
            """
            update conversation c set title_settled = true
            from unnest($1::text[], $2::uuid[]) as t(owner, id)
            where c.owner = t.owner and c.id = t.id and not c.title_settled
            """;

    private final Outbox outbox;
    private final Clock clock;

    TakeTitles(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Taken(String owner, ConversationView conversation) {}

    @Override
    public Set<String> turns(Batch batch) {
        return batch.said(ConversationTitled.class).map(Said::owner).collect(Collectors.toSet());
    }

    @Override
    public Uni<Void> take(Tx tx, Batch batch) {
        Columns<Said<ConversationTitled>> proposed = proposed(batch);
        if (proposed.rows().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String[] owners = proposed.texts(Said::owner);
        UUID[] ids = proposed.uuids(said -> said.event().conversationId());
        Tuple titles =
                Tuple.of(
                        owners,
                        ids,
                        proposed.texts(said -> stored(said.event().title())),
                        proposed.texts(said -> word(said.event().titledBy())));
        return tx.query(TAKE, titles, Taken.class)
                .call(() -> tx.update(SETTLE, Tuple.of(owners, ids)))
                .chain(taken -> outbox.store(tx, taken.stream().map(this::updated).toList()));
    }

    /** The first for each conversation: a second is a record that was written twice. */
    private static Columns<Said<ConversationTitled>> proposed(Batch batch) {
        Map<List<Object>, Said<ConversationTitled>> first = new LinkedHashMap<>();
        batch.said(ConversationTitled.class)
                .forEach(said ->
                        first.putIfAbsent(
                                List.of(said.owner(), said.event().conversationId()), said));
        return new Columns<>(first.values());
    }

    private OutboxRecord updated(Taken taken) {
        ConversationView view = taken.conversation();
        return OutboxRecord.event(
                taken.owner(), new ConversationEvent.Updated(view.id(), clock.instant(), view));
    }

    private static String stored(String title) {
        return Excerpt.of(LONGEST, Storable.text(title));
    }

    private static String word(TitledBy by) {
        return by.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
