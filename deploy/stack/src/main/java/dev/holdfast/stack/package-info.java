/**
 * The engines that Holdfast runs on, each as a child process of whoever starts it: {@link
 * dev.holdfast.stack.KafkaBroker}, {@link dev.holdfast.stack.Postgres}, {@link
 * dev.holdfast.stack.OidcProvider}. For tests and for one machine. Holdfast's own services are in
 * {@code local}; how a child process is held is in {@code process}.
 */
@NullMarked
package dev.holdfast.stack;

import org.jspecify.annotations.NullMarked;
