package dev.holdfast.played.server;

import dev.holdfast.played.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Every call so far, up to a limit beyond which the oldest are forgotten. Thread-safe. */
final class Calls {
    private static final int KEPT = 20_000;

    private final AtomicLong numbers = new AtomicLong();
    private final Deque<CallRecord> records = new ArrayDeque<>();

    CallRecord begin(ChatRequest request, HttpRequest http, Connection connection) {
        CallRecord call = new CallRecord(numbers.incrementAndGet(), request, http, connection);
        synchronized (records) {
            records.addLast(call);
            if (records.size() > KEPT) {
                records.removeFirst();
            }
        }
        return call;
    }

    List<Call> all() {
        synchronized (records) {
            return records.stream().map(CallRecord::view).toList();
        }
    }

    void forget() {
        synchronized (records) {
            records.clear();
        }
    }
}
