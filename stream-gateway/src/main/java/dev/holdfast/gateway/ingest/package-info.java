/**
 * The log as it lies in Kafka, and everything that talks to Kafka: one thread follows the
 * partitions that are needed and fills their tails; a small pool reads older parts for readers that
 * come back late. What the records mean to a reader is decided in {@code replay}, which knows
 * nothing of Kafka.
 */
@NullMarked
package dev.holdfast.gateway.ingest;

import org.jspecify.annotations.NullMarked;
