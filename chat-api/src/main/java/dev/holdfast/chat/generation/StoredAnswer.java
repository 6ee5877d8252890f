package dev.holdfast.chat.generation;

import dev.holdfast.contracts.log.Source;
import java.util.List;

/** What is stored of an answer that is being written, as far as a later attempt may keep it. */
record StoredAnswer(String text, List<Source> sources) {
    static final StoredAnswer NOTHING = new StoredAnswer("", List.of());
}
