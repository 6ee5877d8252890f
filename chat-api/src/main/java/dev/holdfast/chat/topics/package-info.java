/**
 * What Kafka itself is asked: whether the topics are there, which log this is, where it ends, how
 * far the queue has been worked off; and the clients that the neighbours read and write with. What
 * lies in the topics is {@code outbox}'s to write and {@code projection}'s and {@code catalog}'s to
 * read.
 */
@NullMarked
package dev.holdfast.chat.topics;

import org.jspecify.annotations.NullMarked;
