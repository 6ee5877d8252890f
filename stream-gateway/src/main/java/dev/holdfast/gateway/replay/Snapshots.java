package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.log.GenerationSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The states of running generations at one position.
 *
 * @param complete false if the state of one that is running is not known
 */
public record Snapshots(List<GenerationSnapshot> found, boolean complete) {
    public static final Snapshots NONE = new Snapshots(List.of(), true);

    public Snapshots {
        found = List.copyOf(found);
    }

    static final class Builder {
        private final List<GenerationSnapshot> found = new ArrayList<>();
        private boolean complete = true;

        void add(Optional<GenerationSnapshot> snapshot) {
            snapshot.ifPresentOrElse(found::add, () -> complete = false);
        }

        Snapshots build() {
            return new Snapshots(found, complete);
        }
    }
}
