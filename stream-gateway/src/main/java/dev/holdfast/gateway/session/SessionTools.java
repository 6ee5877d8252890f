package dev.holdfast.gateway.session;

import dev.holdfast.edge.outage.Outage;
import dev.holdfast.gateway.replay.Archive;
import dev.holdfast.gateway.replay.FindBeginning;
import dev.holdfast.gateway.replay.Partitions;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What every session shares.
 *
 * @param ended told when a session is over
 */
record SessionTools(
        Partitions partitions,
        Archive archive,
        FindBeginning findBeginning,
        SessionConfig config,
        SessionMeters meters,
        Clock clock,
        Outage outage,
        Consumer<Session> ended) {}
