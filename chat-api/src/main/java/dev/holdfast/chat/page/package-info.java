/**
 * What the web app needs of the service that carries it: where to sign in and to listen, the
 * headers of its pages, and its addresses, which are all one page. The app itself is TypeScript, in
 * {@code src/main/resources/web}; what it shows, it reads over the same REST as everyone else.
 */
@NullMarked
package dev.holdfast.chat.page;

import org.jspecify.annotations.NullMarked;
