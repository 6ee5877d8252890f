/**
 * The way out: which forward proxy a call goes through, by the variables that every program knows,
 * and whose certificates are believed. One answer for providers and for the issuer of tokens.
 */
@NullMarked
package dev.holdfast.edge.outbound;

import org.jspecify.annotations.NullMarked;
