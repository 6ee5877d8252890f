/**
 * Endpoints of users: servers with an address of their user's own choosing. What such an address
 * must look like, and which IP addresses it may lead to, is said once here and held by both:
 * chat-api when it is entered, the worker, whose word counts, when it connects.
 */
@NullMarked
package dev.holdfast.contracts.endpoint;

import org.jspecify.annotations.NullMarked;
