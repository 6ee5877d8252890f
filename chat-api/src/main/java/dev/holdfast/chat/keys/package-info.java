/**
 * Users' own provider keys. They are sealed to the workers' public key as they enter; nothing here,
 * in the database or in Kafka can open one again. Opening is the worker's.
 */
@NullMarked
package dev.holdfast.chat.keys;

import org.jspecify.annotations.NullMarked;
