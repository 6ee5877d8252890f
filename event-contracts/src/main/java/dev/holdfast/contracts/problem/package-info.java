/**
 * Failures as data: one slug names a failure in REST, in the log and on the socket (RFC 9457).
 * Exceptions are not here; each service maps its own to a {@link
 * dev.holdfast.contracts.problem.ProblemType}.
 */
@NullMarked
package dev.holdfast.contracts.problem;

import org.jspecify.annotations.NullMarked;
