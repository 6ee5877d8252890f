/**
 * The shape of access tokens, before anybody reads what they say. Whether a token is good is the
 * OIDC extension's to judge.
 */
@NullMarked
package dev.holdfast.edge.token;

import org.jspecify.annotations.NullMarked;
