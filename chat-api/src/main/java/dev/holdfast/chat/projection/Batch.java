package dev.holdfast.chat.projection;

import dev.holdfast.contracts.log.LogEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was read at once, and how it moves the projection.
 *
 * @param topicId the log that it is of
 * @param spans by partition, from where to where it goes; partitions in ascending order, so that
 *     two transactions lock positions in one order
 * @param records in log order within each partition
 */
public record Batch(UUID topicId, TreeMap<Integer, Span> spans, List<LogRecord> records) {

    /**
     * @param expected the position that must be stored before
     * @param next the position that is stored with it
     */
    public record Span(long expected, long next) {}

    /** All that the log says of one kind, in its order within each partition. */
    public <E extends LogEvent> Stream<Said<E>> said(Class<E> kind) {
        return records.stream()
                .filter(record -> kind.isInstance(record.event()))
                .map(record -> new Said<>(record.owner(), kind.cast(record.event())));
    }

    /**
     * The last word on each: PostgreSQL would take any of several.
     *
     * @param subject what is spoken of, among all that its owner has
     */
    public <E extends LogEvent> List<Said<E>> newest(Class<E> kind, Function<E, List<?>> subject) {
        Map<List<Object>, Said<E>> newest = new LinkedHashMap<>();
        said(kind)
                .forEach(said ->
                        newest.put(List.of(said.owner(), subject.apply(said.event())), said));
        return List.copyOf(newest.values());
    }

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
