package dev.holdfast.chat.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What was read at once, and how it moves the projection.
 *
 * @param topicId the log that it is of
 * @param spans by partition, from where to where it goes; partitions in ascending order, so that
 *     two transactions lock positions in one order
 * @param records in log order within each partition
 */
record Batch(UUID topicId, TreeMap<Integer, Span> spans, List<LogRecord> records) {

    /**
     * @param expected the position that must be stored before
     * @param next the position that is stored with it
     */
    record Span(long expected, long next) {}

    /**
     * The same in two batches, to be stored one after the other; for finding the record that cannot
     * be stored. Only the second moves the positions to their ends.
     */
    List<Batch> halves() {
        int middle = records.size() / 2;
        TreeMap<Integer, Span> before = new TreeMap<>();
        TreeMap<Integer, Span> after = new TreeMap<>(spans);
        for (LogRecord record : records.subList(0, middle)) {
            Span whole = spans.get(record.partition());
            if (whole != null) {
                long cut = record.offset() + 1;
                before.put(record.partition(), new Span(whole.expected(), cut));
                after.put(record.partition(), new Span(cut, whole.next()));
            }
        }
        return List.of(
                new Batch(topicId, before, new ArrayList<>(records.subList(0, middle))),
                new Batch(
                        topicId, after, new ArrayList<>(records.subList(middle, records.size()))));
    }

    /** Moves the positions and stores nothing. */
    Batch withoutRecords() {
        return new Batch(topicId, spans, List.of());
    }
}
