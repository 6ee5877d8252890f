package dev.holdfast.chat.conversation;

import org.jspecify.annotations.Nullable;

/** What a request says of one field. Absent and null are two things: keep it, and clear it. */
sealed interface FieldChange<T> {

    @Nullable T or(@Nullable T present);

    /** The field was not sent. */
    record Keep<T>() implements FieldChange<T> {
        @Override
        public @Nullable T or(@Nullable T present) {
            return present;
        }
    }

    /** The field was sent; null clears it. */
    record To<T>(@Nullable T value) implements FieldChange<T> {
        @Override
        public @Nullable T or(@Nullable T present) {
            return value;
        }
    }
}
