package dev.holdfast.chat.message;

import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.log.Status;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** Enum constants lie in PostgreSQL as the same words that are on the wire. */
final class StoredWords {
    private StoredWords() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** {@code user}, {@code assistant}. */
    @Converter
    public static class RoleWord implements AttributeConverter<Role, String> {
        @Override
        public String convertToDatabaseColumn(Role role) {
            return word(role);
        }

        @Override
        public Role convertToEntityAttribute(String word) {
            return Role.valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** {@code queued}, {@code running}, {@code completed}, {@code failed}, {@code stopped}. */
    @Converter
    public static class StatusWord implements AttributeConverter<Status, String> {
        @Override
        public String convertToDatabaseColumn(Status status) {
            return word(status);
        }

        @Override
        public Status convertToEntityAttribute(String word) {
            return Status.valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
