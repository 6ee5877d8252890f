package dev.holdfast.worker.provider.wire;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What calls have taught this worker about servers: fields that they refuse, models that close
 * their thinking with a tag and never open it. Forgotten with the process; a server that has
 * learned better costs it nothing. Bounded, since users name servers. Safe for any thread.
 */
final class Peculiarities {
    private static final int MOST = 1000;

    private record Model(String baseUrl, String name) {}

    private final Map<String, Set<String>> refused = newest();
    private final Map<Model, Boolean> thinksFirst = newest();

    private static <K, V> Map<K, V> newest() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /** Fields of a request's body that the server at this address does not take. */
    synchronized Set<String> refused(String baseUrl) {
        return Set.copyOf(refused.getOrDefault(baseUrl, Set.of()));
    }

    synchronized void refuses(String baseUrl, String field) {
        refused.computeIfAbsent(baseUrl, _ -> new LinkedHashSet<>()).add(field);
    }

    /** Whether this model's answers begin with thinking that no tag opens. */
    synchronized boolean thinksFirst(String baseUrl, String model) {
        return thinksFirst.containsKey(new Model(baseUrl, model));
    }

    synchronized void learn(String baseUrl, String model, boolean thinks) {
        if (thinks) {
            thinksFirst.put(new Model(baseUrl, model), true);
        } else {
            thinksFirst.remove(new Model(baseUrl, model));
        }
    }
}
