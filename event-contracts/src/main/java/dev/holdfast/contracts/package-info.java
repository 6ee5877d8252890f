/**
 * The contract between the services: what lies in the topics, and what it means. Depends on the
 * JDK, Jackson's annotations and JSpecify alone; it neither reads nor writes anything itself.
 *
 * <ul>
 *   <li>{@code content}: what a message says, in parts, and how it grows
 *   <li>{@code log}: the records of {@code conversation-events}
 *   <li>{@code request}, {@code control}, {@code catalog}: those of the other topics
 *   <li>{@code fold}: from events to the state of a generation
 *   <li>{@code endpoint}: which addresses users may have called
 *   <li>{@code life}: how a service says that it cannot go on, and ends
 *   <li>{@code problem}: failures as data
 *   <li>{@code wire}: topics and headers
 * </ul>
 */
@NullMarked
package dev.holdfast.contracts;

import org.jspecify.annotations.NullMarked;
