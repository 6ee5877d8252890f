package dev.holdfast.chat.keys;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is known of a kept key's worth. */
public enum KeyStatus {
    /** A worker has been asked and has not answered yet. */
    @JsonProperty("checking")
    CHECKING,
    /** The provider took it. */
    @JsonProperty("works")
    WORKS,
    /** The provider did not take it, when it was tried or in a later answer. */
    @JsonProperty("refused")
    REFUSED,
    /** It could not be tried; it may work all the same. */
    @JsonProperty("unreachable")
    UNREACHABLE
}
