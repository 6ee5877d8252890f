package dev.holdfast.gateway.session;

import dev.holdfast.gateway.replay.Entry;
import dev.holdfast.gateway.replay.Watched;

/**
 * What a client watches, and what of that it has the state of. Progress of a conversation that is
 * newly watched is held back until its snapshots were taken: without them it would be a gap.
 */
final class Watching {
    /** What the client asked for. */
    private Watched wanted = Watched.NONE;

    /** That part of {@code wanted} of which the client can follow the progress. */
    private Watched followed = Watched.NONE;

    /** The client has, or does not need, the state at its position. */
    void followAtOnce(Watched newlyWanted) {
        wanted = newlyWanted;
        followed = newlyWanted;
    }

    /** Replaces the set. */
    void want(Watched newlyWanted) {
        Watched due = newlyWanted.without(followed);
        wanted = newlyWanted;
        followed = newlyWanted.without(due);
    }

    /** Of which snapshots are to be taken once the head is reached. */
    Watched due() {
        return wanted.without(followed);
    }

    /** The snapshots of everything due were taken. */
    void snapshotsTaken() {
        followed = wanted;
    }

    boolean lets(Entry entry) {
        return !entry.progress() || followed.has(entry.conversationId());
    }
}
