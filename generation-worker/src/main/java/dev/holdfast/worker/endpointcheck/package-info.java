/**
 * Tries users' endpoints when they are entered: asks for the models that there are, which tells at
 * once whether the address and the key are right. How one is called is {@code endpoint}'s.
 */
@NullMarked
package dev.holdfast.worker.endpointcheck;

import org.jspecify.annotations.NullMarked;
