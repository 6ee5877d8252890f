package dev.holdfast.chat.keys;

import java.util.List;

/** The answer of {@code GET /api/keys}: by provider, in alphabetical order. */
public record KeyList(List<KeyView> keys) {}
