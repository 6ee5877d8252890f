/**
 * What a run leaves behind: a page of JSON lines for each device, for the faults, the sends, the
 * provider's calls and the log; and the findings, each of which names what to look for there.
 */
@NullMarked
package dev.holdfast.chaos.journal;

import org.jspecify.annotations.NullMarked;
