package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.fold.Ruling;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which events of one user's older part count, as far as its generations began within that part;
 * the others are passed through, since every reader folds for itself. Not thread-safe; handed from
 * one read to the next.
 */
public final class PieceFold {
    private static final int KEPT = 1024;

    private final Map<UUID, Standing> known =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Standing> eldest) {
                    return size() > KEPT;
                }
            };

    /**
     * @return whether the reader is to see the record
     */
    public boolean take(LogRecord logged) {
        GenerationEvent event = logged.generation();
        return event == null || take(event);
    }

    /**
     * @return whether the reader is to see the event
     */
    boolean take(GenerationEvent event) {
        Standing standing = known.get(event.generationId());
        if (standing == null) {
            if (event instanceof GenerationEvent.Queued) {
                known.put(event.generationId(), Standing.QUEUED);
            }
            return true;
        }
        return switch (standing.rule(event)) {
            case Ruling.Ignored _ -> false;
            case Ruling.Gap _ -> {
                known.remove(event.generationId());
                yield true;
            }
            case Ruling.Counts counts -> {
                known.put(event.generationId(), counts.next());
                yield true;
            }
        };
    }
}
