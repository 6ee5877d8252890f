/** What the API says of itself at {@code /q/openapi}, beyond what stands beside each operation. */
@NullMarked
package dev.holdfast.chat.openapi;

import org.jspecify.annotations.NullMarked;
