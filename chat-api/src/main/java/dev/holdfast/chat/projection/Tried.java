package dev.holdfast.chat.projection;

import dev.holdfast.contracts.log.LogEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a worker says of something of a user's that it has tried.
 *
 * @param said the event
 */
record Tried<E extends LogEvent>(String owner, E said) {

    /**
     * The last word on each: PostgreSQL would take any of several.
     *
     * @param subject what was tried, among all that its owner has
     */
    static <E extends LogEvent> Columns<Tried<E>> newest(
            List<LogRecord> records, Class<E> type, Function<E, List<?>> subject) {
        Map<List<Object>, Tried<E>> newest = new LinkedHashMap<>();
        for (LogRecord record : records) {
            if (type.isInstance(record.event())) {
                E said = type.cast(record.event());
                newest.put(
                        List.of(record.owner(), subject.apply(said)),
                        new Tried<>(record.owner(), said));
            }
        }
        return new Columns<>(List.copyOf(newest.values()));
    }
}
