/**
 * Benchmarks of the whole: the stack as it runs, the played provider as load, and clients that read
 * as a device does. All of it shares one machine, so figures are of the machine and its load, and
 * two of them compare only within one run.
 */
@NullMarked
package dev.holdfast.benchmark;

import org.jspecify.annotations.NullMarked;
