/**
 * What is said in a conversation: a user's message is accepted here together with the place of its
 * reply and the request to the workers. How the reply comes to be written is {@code generation}'s;
 * its row here follows that.
 */
@NullMarked
package dev.holdfast.chat.message;

import org.jspecify.annotations.NullMarked;
