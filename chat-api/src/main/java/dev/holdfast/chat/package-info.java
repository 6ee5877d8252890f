/**
 * chat-api: takes what users say, decides it in PostgreSQL, and reads back from the log what became
 * of it.
 *
 * <ul>
 *   <li>{@code conversation}, {@code message}, {@code keys}, {@code endpoint}: what users may do;
 *       REST at their edges
 *   <li>{@code trial}: how what users leave stands that workers try, such as keys
 *   <li>{@code outbox}: what a transaction has decided and the log must hear
 *   <li>{@code projection}: reads the log for the packages that follow it
 *   <li>{@code generation}: how generations stand, and what there is of their answers
 *   <li>{@code supervision}: who looks after those that fell silent
 *   <li>{@code title}: titles that models find
 *   <li>{@code database}: transactions, rows and turns, for all of these
 *   <li>{@code catalog}: what the workers can serve
 *   <li>{@code topics}: makes the topics that are missing
 *   <li>{@code identity}: who calls
 *   <li>{@code problem}: failures as answers to a call
 * </ul>
 */
@NullMarked
package dev.holdfast.chat;

import org.jspecify.annotations.NullMarked;
