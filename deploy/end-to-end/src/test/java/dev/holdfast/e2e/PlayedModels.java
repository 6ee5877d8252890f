package dev.holdfast.e2e;

import dev.holdfast.played.Call;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The played provider as these tests use it: a model of its own for each script. */
public final class PlayedModels {
    /** On the provider's list from the beginning, and known by the workers' own file too. */
    static final List<String> OFFERED = List.of("gpt-5-mini", "gpt-4.1-mini");

    private final PlayedProvider provider;
    private final Map<String, Play> plays = new ConcurrentHashMap<>();

    PlayedModels(PlayedProvider provider) {
        this.provider = provider;
    }

    /** Makes a model that always plays this, and names it. */
    String plays(Play play) {
        String model = "played-" + UUID.randomUUID();
        plays.put(model, play);
        provider.playForModel(model, play.script());
        return model;
    }

    /** From now on this prompt, word for word, is answered so, whichever model is asked. */
    public void answers(String prompt, Script... scripts) {
        provider.playForPrompt(prompt, scripts);
    }

    // What becomes of a key that is tried

    public void takesEveryKey() {
        provider.playForList();
    }

    public void takesNoKey() {
        provider.playForList(Script.wrongKey());
    }

    public void leavesKeysWaiting() {
        provider.playForList(Script.begin().silence());
    }

    public void breaksWhenKeysAreTried() {
        provider.playForList(Script.serverError(503));
    }

    public List<Call> callsWithPrompt(String prompt) {
        return provider.callsWithPrompt(prompt);
    }

    /** The whole text that a model says. */
    String textOf(String model) {
        Play play = plays.get(model);
        if (play == null) {
            throw new IllegalArgumentException("no script for " + model);
        }
        return play.text();
    }

    List<Call> calls(String model) {
        return provider.calls().stream().filter(call -> call.model().equals(model)).toList();
    }

    long callsPlayedToTheEnd(String model) {
        return calls(model).stream().filter(call -> call.end() == Call.End.PLAYED).count();
    }

    /** The last call's messages as {@code role: text}. */
    List<String> lastPrompt(String model) {
        return calls(model).getLast().messages().stream()
                .map(message -> message.role() + ": " + message.text())
                .toList();
    }
}
