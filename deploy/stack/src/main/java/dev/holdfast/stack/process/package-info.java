/**
 * Child processes that cannot outlive their parent, and what starting them needs: free ports, the
 * repository's folder, waiting until they serve. What they run is the callers' business.
 */
@NullMarked
package dev.holdfast.stack.process;

import org.jspecify.annotations.NullMarked;
