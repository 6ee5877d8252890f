/**
 * How a service that cannot go on says so and ends. Unlike its neighbours this is no topic's
 * content: it is the contract between every service and whoever runs it, an orchestrator or a
 * person. The same words in health, the same line in the log, the same exit code, the same rule for
 * what may be tried again: three services that judged this differently would be three things to
 * learn. It is here, and not three times, because it is judging alone and needs nothing but the
 * JDK; what measures and what ends the process is handed in by each service.
 *
 * <p>Not to be confused with a generation's life: whether a run is dead is read from the log.
 */
@NullMarked
package dev.holdfast.contracts.life;

import org.jspecify.annotations.NullMarked;
