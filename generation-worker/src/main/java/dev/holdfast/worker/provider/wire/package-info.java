/**
 * What all vendors have in common on the wire: one non-blocking transport, server-sent events, and
 * failures by status and words. LangChain4j writes the requests; the answers are read here, since
 * its readers keep every raw event until the answer ends, some never call back at a clean end, and
 * its transport blocks a thread per stream and loses Retry-After. How each vendor speaks is in the
 * packages beside this one; which vendors there are is {@code entry}'s.
 */
@NullMarked
package dev.holdfast.worker.provider.wire;

import org.jspecify.annotations.NullMarked;
