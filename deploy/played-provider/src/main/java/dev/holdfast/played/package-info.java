/**
 * A provider to play against: scripts that say how a call goes, and the handle that starts the
 * provider's process and gives it the scripts. The process itself is in {@code server}.
 */
@NullMarked
package dev.holdfast.played;

import org.jspecify.annotations.NullMarked;
