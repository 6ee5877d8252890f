/**
 * The web app in a real browser, on a server that the tests play by answering the page's own calls:
 * what a person sees while the server is slow, away, or says no. Needs neither the service nor an
 * engine. The app on the real services is tested in deploy/end-to-end.
 */
@NullMarked
package dev.holdfast.chat.app;

import org.jspecify.annotations.NullMarked;
