/**
 * The books, once everything is whole again: what was accepted, what the log has, what REST says,
 * what devices read and what the provider was asked, each held against the others.
 */
@NullMarked
package dev.holdfast.chaos.check;

import org.jspecify.annotations.NullMarked;
