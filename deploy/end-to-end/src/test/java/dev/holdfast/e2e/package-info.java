/**
 * The whole of Holdfast from the outside: every process is real, and only the LLM provider is
 * played. A test here knows the protocol and the processes, and nothing of the services' insides.
 */
@NullMarked
package dev.holdfast.e2e;

import org.jspecify.annotations.NullMarked;
