/**
 * What is struck: the stack with two of each service, the played provider, a proxy on every link
 * between them, and an orchestrator that starts again what has died.
 */
@NullMarked
package dev.holdfast.chaos.stage;

import org.jspecify.annotations.NullMarked;
