/**
 * Generations as chat-api keeps them: how each stands, as far as the log is projected, what there
 * is of its answer, what was asked of the workers, and what a user may do to a running one. The
 * rows' standing follows the log alone; ending a generation from here means to claim it in the log
 * as a worker would. Other packages follow generations by a {@link
 * dev.holdfast.chat.generation.GenerationFollower}. Who looks after generations that fell silent is
 * {@code supervision}.
 */
@NullMarked
package dev.holdfast.chat.generation;

import org.jspecify.annotations.NullMarked;
