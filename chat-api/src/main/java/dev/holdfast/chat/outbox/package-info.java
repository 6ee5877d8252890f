/**
 * What a transaction has decided and Kafka must hear. {@link dev.holdfast.chat.outbox.Outbox}
 * stores it in the transaction that decides it; the relay, which runs in one instance at a time,
 * sends it in order and forgets it. Nobody else writes to Kafka. What comes back from Kafka is
 * {@code projection}'s.
 */
@NullMarked
package dev.holdfast.chat.outbox;

import org.jspecify.annotations.NullMarked;
