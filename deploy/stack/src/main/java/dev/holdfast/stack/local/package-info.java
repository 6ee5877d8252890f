/**
 * All of Holdfast on one machine: the engines of the package above and the three services, each a
 * process of its own that can be killed, frozen and restarted. {@code deploy/up} and the end-to-end
 * tests use the same; what a person sees of it is in {@code up}.
 */
@NullMarked
package dev.holdfast.stack.local;

import org.jspecify.annotations.NullMarked;
