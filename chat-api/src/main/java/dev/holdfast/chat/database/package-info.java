/**
 * PostgreSQL as the other packages use it: transactions, rows as JSON of the contract's records,
 * many rows in one statement, and whose turn it is to write. That it may be away is {@code
 * outage}'s; which tables there are, each room knows of its own.
 */
@NullMarked
package dev.holdfast.chat.database;

import org.jspecify.annotations.NullMarked;
