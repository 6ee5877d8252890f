/**
 * How records travel: the topics and the header names of CloudEvents' Kafka binary mode. What the
 * records say is in the neighbouring packages; talking to a broker is the services' own business.
 */
@NullMarked
package dev.holdfast.contracts.wire;

import org.jspecify.annotations.NullMarked;
