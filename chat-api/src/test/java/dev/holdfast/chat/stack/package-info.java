/** What the integration tests run against: real Kafka and PostgreSQL, and an OIDC provider. */
@NullMarked
package dev.holdfast.chat.stack;

import org.jspecify.annotations.NullMarked;
