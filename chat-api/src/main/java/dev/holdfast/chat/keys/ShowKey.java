package dev.holdfast.chat.keys;

import dev.holdfast.chat.database.Json;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From a kept key to what is shown of it. A check that no worker answered in time does not stay
 * {@code checking} for ever: the worker may have died with it, and nobody makes it again.
 */
@ApplicationScoped
class ShowKey {
    private final Json json;
    private final KeysConfig config;
    private final Clock clock;

    ShowKey(Json json, KeysConfig config, Clock clock) {
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    KeyView of(ProviderKey key) {
        String status = key.status();
        if (status != null) {
            return view(key, KeyStatus.valueOf(status.toUpperCase(Locale.ROOT)), problem(key));
        }
        boolean late =
                key.checkRequestedAt().plus(config.checkPatience()).isBefore(clock.instant());
        return late
                ? view(key, KeyStatus.UNREACHABLE, unanswered())
                : view(key, KeyStatus.CHECKING, null);
    }

    private static KeyView view(ProviderKey key, KeyStatus status, @Nullable Problem problem) {
        return new KeyView(
                key.provider(), key.lastFour(), key.createdAt(), status, key.checkedAt(), problem);
    }

    private static Problem unanswered() {
        return ProblemType.NO_WORKER_AVAILABLE.because(
                "No worker has tried this key. It is kept; try it again, or send a message to see"
                        + " whether it works.");
    }

    private @Nullable Problem problem(ProviderKey key) {
        String stored = key.problem();
        return stored == null ? null : json.read(stored, Problem.class);
    }
}
