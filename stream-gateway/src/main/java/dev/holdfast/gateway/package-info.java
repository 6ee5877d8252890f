/**
 * The stream gateway: a user's part of the log on a socket. It reads {@code conversation-events}
 * and writes frames; it stores nothing and decides nothing about a generation.
 *
 * <ul>
 *   <li>{@code socket}: the edges, WebSocket and server-sent events, and their limits
 *   <li>{@code session}: one connection: its position, its watch set, its delivery loop
 *   <li>{@code replay}: what lies after a position, from memory or from Kafka, or that nobody knows
 *   <li>{@code ingest}: the log as it is written, into the shared tail
 * </ul>
 */
@NullMarked
package dev.holdfast.gateway;

import org.jspecify.annotations.NullMarked;
