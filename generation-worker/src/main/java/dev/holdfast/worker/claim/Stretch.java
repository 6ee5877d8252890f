package dev.holdfast.worker.claim;

import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.request.Known;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where to look for what was before a claim.
 *
 * @param from offset of the first record
 * @param position of the claim, which is not read itself
 * @param known what is known of everything before {@code from}; null if nothing is
 */
record Stretch(long from, Position position, @Nullable Known known) {

    static Stretch before(Claim claim, UUID topicId, LookBackConfig config) {
        Position position =
                new Position(topicId, claim.place().partition(), claim.place().offset());
        Known known = usable(claim.request().known(), position);
        long most =
                claim.mayRepeat()
                        ? known == null ? config.recordsOfRepeats() : Long.MAX_VALUE
                        : config.records();
        long from = known == null ? 0 : known.logPosition().offset();
        return new Stretch(Math.max(from, position.offset() - most), position, known);
    }

    /** Of another topic's offsets nothing can be said. */
    private static @Nullable Known usable(@Nullable Known known, Position position) {
        return known != null
                        && known.logPosition().comparesTo(position)
                        && known.logPosition().offset() <= position.offset()
                ? known
                : null;
    }
}
