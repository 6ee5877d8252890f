/**
 * The HTTP port that all services have in common: what is refused before a service sees it, and the
 * problem document that every refusal carries. {@code framing} reads bytes, {@code token} looks at
 * the shape of a token, {@code problem} words what nobody else has worded, {@code life} answers
 * whether the process can go on. What a service offers is the service's own.
 */
@NullMarked
package dev.holdfast.edge;

import org.jspecify.annotations.NullMarked;
