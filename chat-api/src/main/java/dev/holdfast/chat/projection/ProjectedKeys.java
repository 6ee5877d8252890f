package dev.holdfast.chat.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.log.GenerationEvent.Failed;
import dev.holdfast.contracts.log.KeyChecked;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the log says of users' keys, kept beside them. Works within the caller's transaction. */
@ApplicationScoped
class ProjectedKeys {
    /** A key that was replaced meanwhile has another version, and is not touched. */
    private static final String TRIED =
            """
            update provider_key k set status = c.status, problem = c.problem,
                checked_at = clock_timestamp()
            from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[])
                as c(owner, provider, version, status, problem)
            where k.owner = c.owner and k.provider = c.provider and k.version = c.version
            """;

    /**
     * An answer that failed was asked for with the key that was kept then; one that came later is
     * not to blame.
     */
    private static final String REFUSED =
            """
            update provider_key k set status = 'refused', problem = f.problem,
                checked_at = clock_timestamp()
            from unnest($1::uuid[], $2::text[]) as f(id, problem)
                join generation g on g.id = f.id
            where k.owner = g.owner and k.provider = g.model_provider
                and k.created_at <= g.requested_at
            """;

    private final ObjectMapper json;

    ProjectedKeys(ObjectMapper json) {
        this.json = json;
    }

    /** Keys that workers have tried. */
    Uni<Void> tried(SqlConnection connection, List<LogRecord> records) {
        Collection<Tried> tried = newest(records);
        if (tried.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(TRIED)
                .execute(
                        Tuple.of(
                                tried.stream().map(Tried::owner).toArray(String[]::new),
                                tried.stream()
                                        .map(each -> each.key().provider())
                                        .toArray(String[]::new),
                                tried.stream()
                                        .map(each -> each.key().version())
                                        .toArray(Integer[]::new),
                                tried.stream().map(each -> word(each.key())).toArray(String[]::new),
                                tried.stream()
                                        .map(each -> write(each.key().problem()))
                                        .toArray(String[]::new)))
                .replaceWithVoid();
    }

    private record Tried(String owner, KeyChecked key) {}

    /** The last word on each: PostgreSQL would take any of several. */
    private static Collection<Tried> newest(List<LogRecord> records) {
        Map<List<Object>, Tried> newest = new LinkedHashMap<>();
        for (LogRecord record : records) {
            if (record.event() instanceof KeyChecked key) {
                newest.put(
                        List.of(record.owner(), key.provider(), key.version()),
                        new Tried(record.owner(), key));
            }
        }
        return newest.values();
    }

    /** Keys that a provider has refused while it was asked for an answer. */
    Uni<Void> refused(SqlConnection connection, List<Change> changes) {
        List<Change> refused = changes.stream().filter(ProjectedKeys::isOfTheKey).toList();
        if (refused.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(REFUSED)
                .execute(
                        Tuple.of(
                                refused.stream()
                                        .map(change -> change.before().id())
                                        .toArray(UUID[]::new),
                                refused.stream()
                                        .map(change -> write(problem(change)))
                                        .toArray(String[]::new)))
                .replaceWithVoid();
    }

    static boolean isOfTheKey(Change change) {
        Problem problem = problem(change);
        return problem != null && ProblemType.PROVIDER_KEY_REFUSED.slug().equals(problem.slug());
    }

    static @Nullable Problem problem(Change change) {
        return change.ended() instanceof Failed failed ? failed.problem() : null;
    }

    private static String word(KeyChecked key) {
        return key.outcome().name().toLowerCase(Locale.ROOT);
    }

    private @Nullable String write(@Nullable Problem problem) {
        try {
            return problem == null ? null : json.writeValueAsString(problem);
        } catch (JsonProcessingException aRecordOfTheContract) {
            throw new IllegalArgumentException(aRecordOfTheContract);
        }
    }
}
