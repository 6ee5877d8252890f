package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.fold.Sequence;

/**
 * The present, for one user.
 *
 * @param offset of the next record of the log
 * @param read what of the user's numbered events lies before it, as far as memory knows: a repeat
 *     of anything older is met as if it were new
 * @param snapshots of the running generations that were asked for
 */
public record Head(long offset, Sequence read, Snapshots snapshots) {}
