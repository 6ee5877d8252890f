/**
 * Those who use it: what they send, stop, rename and delete, and the devices on which they read.
 * They do as clients are asked to by the protocol's page: repeat what was not answered under the
 * same id, wait where they are asked to, and come back with their cursor.
 */
@NullMarked
package dev.holdfast.chaos.user;

import org.jspecify.annotations.NullMarked;
