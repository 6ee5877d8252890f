/**
 * What {@code deploy/up}, {@code deploy/down} and {@code deploy/token} run: the stack of {@code
 * local} as a person meets it, with progress, one block of addresses, restarts of what dies, and
 * errors that say what to do. The scripts themselves only choose a JDK and build.
 */
@NullMarked
package dev.holdfast.stack.up;

import org.jspecify.annotations.NullMarked;
