/**
 * Opening the users' provider keys, which travel sealed. Nothing here keeps a key: it is opened for
 * one call and forgotten with it. Sealing is chat-api's, which cannot open.
 */
@NullMarked
package dev.holdfast.worker.keys;

import org.jspecify.annotations.NullMarked;
