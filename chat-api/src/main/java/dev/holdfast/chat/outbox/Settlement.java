package dev.holdfast.chat.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is to be written after a batch was sent.
 *
 * @param gone ids of rows that are done with
 * @param parked by id, why Kafka refuses it
 * @param places by generation, where its newest request lies
 * @param overtaken users of whom Kafka has a higher number before a lower one that it has not got:
 *     readers would take the lower one for a repeat, so all that waits of them gets new numbers
 * @param left how many rows are still to be sent
 */
record Settlement(
        List<Long> gone,
        Map<Long, String> parked,
        Map<UUID, Landing> places,
        Set<String> overtaken,
        int left) {

    /** A place in the queue; {@link #NOWHERE} for a request that Kafka refuses. */
    record Landing(int partition, long offset) {
        static final Landing NOWHERE = new Landing(0, -1);
    }

    /**
     * After a row that was not sent, no later one of its key is done with, even if Kafka has it: it
     * is sent again behind the one that it overtook.
     *
     * @param fates of the rows, in the same order
     */
    static Settlement of(List<OutboxRow> rows, List<Fate> fates) {
        List<Long> gone = new ArrayList<>();
        Map<Long, String> parked = new LinkedHashMap<>();
        Map<UUID, Landing> places = new LinkedHashMap<>();
        Set<String> held = new HashSet<>();
        Set<String> overtaken = new LinkedHashSet<>();
        int left = 0;
        for (int i = 0; i < rows.size(); i++) {
            OutboxRow row = rows.get(i);
            String key = row.topic() + '/' + row.key();
            if (held.contains(key)) {
                left++;
                if (row.sequence() != null && fates.get(i) instanceof Fate.Sent) {
                    overtaken.add(row.key());
                }
                continue;
            }
            switch (fates.get(i)) {
                case Fate.Sent sent -> {
                    gone.add(row.id());
                    note(places, row, new Landing(sent.partition(), sent.offset()));
                }
                case Fate.Refused refused -> {
                    parked.put(row.id(), refused.reason());
                    note(places, row, Landing.NOWHERE);
                }
                case Fate.Unsent _ -> {
                    held.add(key);
                    left++;
                }
            }
        }
        return new Settlement(gone, parked, places, overtaken, left);
    }

    private static void note(Map<UUID, Landing> places, OutboxRow row, Landing place) {
        if (row.generationId() != null) {
            places.put(row.generationId(), place);
        }
    }
}
