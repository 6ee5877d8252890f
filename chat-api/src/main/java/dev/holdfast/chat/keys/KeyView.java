package dev.holdfast.chat.keys;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What anyone, its owner included, learns of a kept key.
 *
 * @param lastFour its last four characters, to tell keys apart
 */
@Schema(
        examples =
                "{\"provider\": \"openai\", \"lastFour\": \"x9Qz\", \"createdAt\":"
                        + " \"2026-11-22T11:17:25.123Z\"}")
public record KeyView(String provider, String lastFour, Instant createdAt) {}
