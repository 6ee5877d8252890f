/**
 * The whole under faults: users on several devices, a plan of faults drawn from a seed, and an
 * audit of everything afterwards. The command is {@code deploy/faults}.
 */
@NullMarked
package dev.holdfast.chaos;

import org.jspecify.annotations.NullMarked;
