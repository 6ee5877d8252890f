package dev.holdfast.chat.title;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.generation.GenerationFollower;
import dev.holdfast.chat.generation.Moved;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.chat.projection.Batch;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.log.Status;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.contracts.request.TitleRequested;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks the workers for a title when a conversation's first answer has completed. */
@ApplicationScoped
class AskForTitles implements GenerationFollower {
    /** UTF-16 code units of the answer; of the question, as many code points. */
    private static final int SHOWN = 2_000;

    /**
     * Once per conversation, unless an answer got lost; that is as good as never coming after ten
     * minutes. The log's position is the one that this transaction has moved to already.
     */
    private static final String ASK =
            """
            with asked as (
                update conversation c set title_asked_at = clock_timestamp()
                from generation g
                where g.id = any($1) and c.owner = g.owner and c.id = g.conversation_id
                    and not c.title_settled and c.titled_by is distinct from 'user'
                    and (c.title_asked_at is null
                        or c.title_asked_at < clock_timestamp() - interval '10 minutes')
                returning c.owner, c.id, g.id as generation, g.log_partition, g.prompt_id,
                    g.model_provider, g.model_name, g.traceparent
            )
            select cast(json_build_object('owner', a.owner, 'conversationId', a.id,
                'generationId', a.generation, 'traceparent', a.traceparent,
                'model', json_build_object('provider', a.model_provider, 'name', a.model_name),
                'question', left(jsonb_path_query_first(m.content,
                    '$.parts[*] ? (@.type == "text").text') #>> '{}', $2),
                'sealedKey', case when k.version is not null then json_build_object(
                    'provider', k.provider, 'version', k.version,
                    'ciphertext', replace(encode(k.ciphertext, 'base64'), chr(10), '')) end,
                'partition', p.partition, 'nextOffset', p.next_offset) as text)
            from asked a
                join message m on m.owner = a.owner and m.id = a.prompt_id
                left join provider_key k on k.owner = a.owner and k.provider = a.model_provider
                left join log_position p on p.topic_id = $3 and p.partition = a.log_partition
            """;

    private final Outbox outbox;
    private final Clock clock;

    AskForTitles(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param partition of the log, up to {@code nextOffset}; both null where nothing was read yet
     */
    private record Asked(
            UUID conversationId,
            String owner,
            UUID generationId,
            @Nullable String traceparent,
            ModelRef model,
            @Nullable String question,
            @Nullable SealedKey sealedKey,
            @Nullable Integer partition,
            @Nullable Long nextOffset) {

        OutboxRecord request(UUID topic, String answer, Instant now) {
            return OutboxRecord.title(
                            new TitleRequested(
                                    conversationId,
                                    owner,
                                    model,
                                    question == null ? "" : question,
                                    Excerpt.of(SHOWN, answer),
                                    sealedKey,
                                    partition == null || nextOffset == null
                                            ? null
                                            : new Position(topic, partition, nextOffset),
                                    now))
                    .tracedBy(traceparent);
        }
    }

    @Override
    public Uni<Void> take(Tx tx, Batch batch, List<Moved> moved) {
        Map<UUID, String> answers = completed(moved);
        if (answers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        UUID topic = batch.topicId();
        Instant now = clock.instant();
        return tx.query(
                        ASK,
                        Tuple.of(answers.keySet().toArray(UUID[]::new), SHOWN, topic),
                        Asked.class)
                .chain(asked ->
                        outbox.store(
                                tx,
                                asked.stream()
                                        .map(each ->
                                                each.request(
                                                        topic,
                                                        answers.getOrDefault(
                                                                each.generationId(), ""),
                                                        now))
                                        .toList()));
    }

    private static Map<UUID, String> completed(List<Moved> moved) {
        Map<UUID, String> answers = new LinkedHashMap<>();
        for (Moved each : moved) {
            Ended end = each.end();
            String text = end == null ? "" : end.result().content().text();
            if (each.status() == Status.COMPLETED && !text.isBlank()) {
                answers.put(each.id(), text);
            }
        }
        return answers;
    }
}
