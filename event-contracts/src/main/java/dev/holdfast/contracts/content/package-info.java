/**
 * What is said in a message: a list of parts in the order in which they were thought, called and
 * written, and what they rest on. Here is how content is made and how it grows; which events of the
 * log may add to it is {@link dev.holdfast.contracts.fold}'s to say.
 */
@NullMarked
package dev.holdfast.contracts.content;

import org.jspecify.annotations.NullMarked;
