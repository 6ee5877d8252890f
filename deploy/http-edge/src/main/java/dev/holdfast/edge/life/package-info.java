/**
 * What a service cannot do without, as its orchestrator sees it: liveness, readiness, and the end
 * of a process that cannot go on. It decides nothing: {@link dev.holdfast.contracts.life} does.
 * Here is what a container, a log and event loops are needed for.
 */
@NullMarked
package dev.holdfast.edge.life;

import org.jspecify.annotations.NullMarked;
