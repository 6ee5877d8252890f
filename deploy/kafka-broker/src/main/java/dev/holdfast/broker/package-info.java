/**
 * One Kafka broker with its controller in one JVM, for the local stack and for tests. It knows
 * nothing of topics: chat-api makes those. Starting and stopping this JVM is {@code deploy/stack}'s
 * business.
 */
@NullMarked
package dev.holdfast.broker;

import org.jspecify.annotations.NullMarked;
