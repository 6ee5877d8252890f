package dev.holdfast.chat.conversation;

import dev.holdfast.contracts.log.ModelRef;

/** What a user wants of a conversation, checked. */
record ConversationChange(Change<String> title, Change<Boolean> pinned, Change<ModelRef> model) {}
