package dev.holdfast.chaos.check;

import dev.holdfast.client.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes a log of one user, a record each second. */
final class Records {
    static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    List<Entry> of(String... events) {
        List<Entry> entries = new ArrayList<>();
        for (String event : events) {
            entries.add(
                    new Entry(
                            "u1",
                            0,
                            entries.size(),
                            BEGIN.plusSeconds(entries.size()),
                            Json.read(event.replace('\'', '"'))));
        }
        return entries;
    }
}
