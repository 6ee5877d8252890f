package dev.holdfast.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** The times of a way and of its parts, in the order in which they were first named. */
final class Legs {
    private final String name;
    private final Map<String, Spread> spreads = new LinkedHashMap<>();

    Legs(String name) {
        this.name = name;
    }

    /**
     * @param from in microseconds
     * @param to in microseconds; a clock that reads only milliseconds may put it before {@code
     *     from}
     */
    void add(String leg, long from, long to) {
        spreads.computeIfAbsent(leg, _ -> new Spread()).add(to - from);
    }

    void print() {
        System.out.println("\n" + name);
        spreads.forEach((leg, spread) -> System.out.printf("  %-52s %s%n", leg, spread));
    }
}
