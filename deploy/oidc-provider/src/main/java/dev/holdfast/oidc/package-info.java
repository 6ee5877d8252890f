/**
 * The OIDC provider of the local stack and of tests: code flow with PKCE, refresh tokens, and
 * tokens for scripts. It asks for no passwords, so it listens on the loopback address alone; a real
 * installation names a real issuer, such as the Keycloak of docker-compose.yml.
 */
@NullMarked
package dev.holdfast.oidc;

import org.jspecify.annotations.NullMarked;
