package dev.holdfast.chaos.user;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What users have sent, and what was promised to them. Thread-safe. */
public final class Books {
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Map<UUID, String> conversations = new ConcurrentHashMap<>();
    private final Set<UUID> deleted = ConcurrentHashMap.newKeySet();
    private final Set<UUID> stopped = ConcurrentHashMap.newKeySet();
    private final AtomicLong away = new AtomicLong();

    void made(String user, UUID conversation) {
        conversations.put(conversation, user);
    }

    void sent(Sent message) {
        sent.add(message);
    }

    void stopped(UUID generation) {
        stopped.add(generation);
    }

    void deleted(UUID conversation) {
        deleted.add(conversation);
    }

    /** An answer of 503 that says when to come back. */
    void toldToComeBack() {
        away.incrementAndGet();
    }

    public List<Sent> all() {
        return List.copyOf(sent);
    }

    /** Each conversation with its user. */
    public Map<UUID, String> conversations() {
        return Map.copyOf(conversations);
    }

    public boolean isDeleted(UUID conversation) {
        return deleted.contains(conversation);
    }

    /** Whether somebody asked for it to stop, or for its conversation to go. */
    public boolean mayStop(Sent message) {
        return stopped.contains(message.generation()) || isDeleted(message.conversation());
    }

    public long timesToldToComeBack() {
        return away.get();
    }

    /** Those of a user that were not deleted. */
    Collection<UUID> conversationsOf(String user) {
        return conversations.entrySet().stream()
                .filter(entry -> entry.getValue().equals(user) && !isDeleted(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
