/**
 * What lies after a position of the log: records in memory, an older part that has left it, or a
 * reset where neither can be shown. Holds the shared tail of each partition, the fold of running
 * generations, and the merging of progress.
 *
 * <p>It knows users and offsets and no connections (those are {@code session}); how records get
 * into the tail, and how older parts are fetched, is its neighbour {@code ingest}, behind {@link
 * dev.holdfast.gateway.replay.Partitions} and {@link dev.holdfast.gateway.replay.Archive}.
 */
@NullMarked
package dev.holdfast.gateway.replay;

import org.jspecify.annotations.NullMarked;
