/**
 * The OpenAI Chat Completions format, which many servers speak. LangChain4j writes and reads the
 * JSON; the bytes travel on a transport of our own, since LangChain4j's blocks a thread per stream,
 * cannot be cancelled before the first token and loses Retry-After. What goes wrong on the way
 * never passes through LangChain4j: the transport names it itself.
 */
@NullMarked
package dev.holdfast.worker.provider.openai;

import org.jspecify.annotations.NullMarked;
