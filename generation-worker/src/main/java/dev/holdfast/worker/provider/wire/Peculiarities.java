package dev.holdfast.worker.provider.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What calls have taught this worker about servers: fields that they refuse, whether roles must
 * alternate, models that close their thinking with a tag and never open it. Forgotten with the
 * process; a server that has learned better costs it nothing. Bounded, since users name servers.
 * Safe for any thread.
 */
final class Peculiarities {
    private static final int MOST = 1000;

    private record Model(String baseUrl, String name) {}

    /**
     * What a server demands of a request beyond what its vendor does.
     *
     * @param refused fields of the body that it does not take
     * @param alternation whether user and assistant must take turns
     */
    record Demands(Set<String> refused, boolean alternation) {
        static final Demands NONE = new Demands(Set.of(), false);

        private Demands refusing(String field) {
            return new Demands(
                    Stream.concat(refused.stream(), Stream.of(field))
                            .collect(Collectors.toUnmodifiableSet()),
                    alternation);
        }

        private Demands alternating() {
            return new Demands(refused, true);
        }
    }

    private final Map<String, Demands> demands = newest();
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

    /** Of the server at this address. */
    synchronized Demands demands(String baseUrl) {
        return demands.getOrDefault(baseUrl, Demands.NONE);
    }

    synchronized void refuses(String baseUrl, String field) {
        demands.put(baseUrl, demands(baseUrl).refusing(field));
    }

    synchronized void demandsAlternation(String baseUrl) {
        demands.put(baseUrl, demands(baseUrl).alternating());
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
