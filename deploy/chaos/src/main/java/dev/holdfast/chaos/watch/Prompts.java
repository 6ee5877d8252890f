package dev.holdfast.chaos.watch;

import dev.holdfast.chaos.play.PlayedAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which prompt a generation answers, so that its text is known beforehand. Thread-safe. */
public final class Prompts {
    private final Map<String, String> said = new ConcurrentHashMap<>();
    private final Map<String, PlayedAnswer> answers = new ConcurrentHashMap<>();

    /** A user's message as it was sent or shown. */
    public void said(String message, String text) {
        said.put(message, text);
    }

    /** The place of a reply to a message. */
    public void answered(String message, String generation) {
        String prompt = said.get(message);
        if (prompt != null) {
            answers.computeIfAbsent(generation, _ -> PlayedAnswer.to(prompt));
        }
    }

    /** Nothing where the message that it answers is not known yet. */
    public Optional<PlayedAnswer> expected(String generation) {
        return Optional.ofNullable(answers.get(generation));
    }
}
