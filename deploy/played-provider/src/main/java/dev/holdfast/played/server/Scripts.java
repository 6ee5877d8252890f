package dev.holdfast.played.server;

import dev.holdfast.played.Script;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which script a call gets: that of its prompt, else of its model, else the usual one. Several
 * scripts under one key are played one after the other, and the last again and again. A script that
 * begins with what a call asks to go on from is played from there. Thread-safe.
 */
final class Scripts {
    static final String USUAL_MODEL = "played";

    private static final Script USUAL =
            Script.answer(
                    """
                    ## Played

                    This answer comes from the *played* provider.

                    - it is the same every time
                    - it costs nothing
                    """,
                    50);

    private final ConcurrentHashMap<String, Deque<Script>> byPrompt = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Deque<Script>> byModel = new ConcurrentHashMap<>();
    private volatile @Nullable Deque<Script> forList;

    void forPrompt(String prompt, List<Script> scripts) {
        byPrompt.put(prompt, new ArrayDeque<>(scripts));
    }

    void forModel(String model, List<Script> scripts) {
        byModel.put(model, new ArrayDeque<>(scripts));
    }

    void forList(List<Script> scripts) {
        forList = scripts.isEmpty() ? null : new ArrayDeque<>(scripts);
    }

    void forget() {
        byPrompt.clear();
        byModel.clear();
        forList = null;
    }

    Script of(ChatRequest request) {
        Deque<Script> scripts = byPrompt.get(request.prompt());
        if (scripts == null) {
            scripts = byModel.get(request.model());
        }
        Script script = scripts == null ? USUAL : next(scripts);
        ChatRequest.Wish wish = request.wish();
        return wish != null && script.text().startsWith(wish.kept())
                ? script.from(wish.leftOut())
                : script;
    }

    /** Nothing where the list is simply given. */
    Optional<Script> ofList() {
        return Optional.ofNullable(forList).map(Scripts::next);
    }

    private static Script next(Deque<Script> scripts) {
        synchronized (scripts) {
            return scripts.size() > 1 ? scripts.removeFirst() : scripts.getFirst();
        }
    }

    /** What {@code GET /v1/models} lists. */
    Set<String> models() {
        Set<String> models = new TreeSet<>(byModel.keySet());
        models.add(USUAL_MODEL);
        return models;
    }
}
