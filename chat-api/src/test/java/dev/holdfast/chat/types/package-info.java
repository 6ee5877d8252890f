/**
 * The types of the web app. The bundler's esbuild removes them unread, so TypeScript's own compiler
 * reads them here: in Chromium, since nobody needs Node to build this. And its imports, which keep
 * to the table in its README.
 */
@NullMarked
package dev.holdfast.chat.types;

import org.jspecify.annotations.NullMarked;
