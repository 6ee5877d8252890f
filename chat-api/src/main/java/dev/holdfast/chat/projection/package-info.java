/**
 * Reads the log back into PostgreSQL: in batches, each stored in one transaction with how far the
 * log was read. What is stored is the business of the packages that follow the log ({@link
 * dev.holdfast.chat.projection.LogFollower}); this one decides nothing and knows none of them, nor
 * any table but that of the positions.
 */
@NullMarked
package dev.holdfast.chat.projection;

import org.jspecify.annotations.NullMarked;
