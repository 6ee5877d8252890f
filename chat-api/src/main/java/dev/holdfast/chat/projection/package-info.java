/**
 * Reads the log back into PostgreSQL: how generations stand, the text of running ones in pieces,
 * and what messages became; and keeps, in the same transactions, how far it has come. It decides
 * nothing that the log has not decided ({@link dev.holdfast.contracts.fold.Standing}). What should
 * happen to a generation that fell silent is {@code supervision}'s to say.
 */
@NullMarked
package dev.holdfast.chat.projection;

import org.jspecify.annotations.NullMarked;
