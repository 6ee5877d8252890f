/**
 * What is done to the parts, and when: a plan drawn from a seed, carried out at most two at a time
 * with a calm moment after each, and written down.
 */
@NullMarked
package dev.holdfast.chaos.fault;

import org.jspecify.annotations.NullMarked;
