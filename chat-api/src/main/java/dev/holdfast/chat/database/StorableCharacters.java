package dev.holdfast.chat.database;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Has Jackson write U+FFFD for U+0000, which {@code jsonb} refuses in whatever way it is escaped.
 */
final class StorableCharacters extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    private final int[] codes = standardAsciiEscapesForJSON();
    private final SerializedString replacement =
            new SerializedString(String.valueOf(Storable.REPLACEMENT));

    StorableCharacters() {
        codes[0] = ESCAPE_CUSTOM;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return character == 0 ? replacement : null;
    }
}
