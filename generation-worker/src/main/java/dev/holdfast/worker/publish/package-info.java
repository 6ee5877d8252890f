/**
 * The way out: records with their CloudEvents headers, written to Kafka until they stand. When
 * there is something to say is {@code run}'s business.
 */
@NullMarked
package dev.holdfast.worker.publish;

import org.jspecify.annotations.NullMarked;
