package dev.holdfast.chat.message;

import java.util.Locale;

/** Enum constants lie in PostgreSQL as the same words that are on the wire. */
final class StoredWords {
    private StoredWords() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
