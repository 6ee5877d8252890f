/** What the provider says to a prompt: always the same, so that every character can be checked. */
@NullMarked
package dev.holdfast.chaos.play;

import org.jspecify.annotations.NullMarked;
