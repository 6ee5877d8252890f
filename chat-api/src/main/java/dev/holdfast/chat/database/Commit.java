package dev.holdfast.chat.database;

import java.util.ArrayList;
import java.util.List;

/** What waits for one transaction's commit. Confined to the transaction's thread. */
final class Commit {
    private final List<Runnable> effects = new ArrayList<>();

    void then(Runnable effect) {
        effects.add(effect);
    }

    void happened() {
        effects.forEach(Runnable::run);
    }
}
