package dev.holdfast.chat.topics;

import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the log's topic. Thread-safe. */
@ApplicationScoped
public class Topics {
    /** Null until the broker has told; replaced when the topic was deleted and made anew. */
    private volatile @Nullable LogTopic log;

    public Optional<LogTopic> log() {
        return Optional.ofNullable(log);
    }

    /**
     * For calls, which come only once this service is ready.
     *
     * @throws Refusal if the broker has not been reached since the start
     */
    public LogTopic knownLog() {
        return log().orElseThrow(() ->
                new Refusal(
                        ProblemType.SERVICE_UNAVAILABLE
                                .because("The log is not reachable yet. Try again in a moment.")
                                .retryAfter(2)));
    }

    void learned(LogTopic topic) {
        log = topic;
    }
}
