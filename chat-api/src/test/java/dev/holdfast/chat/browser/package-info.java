/**
 * The browser that tests of the web app's parts run in; the whole app is tested in
 * deploy/end-to-end.
 */
@NullMarked
package dev.holdfast.chat.browser;

import org.jspecify.annotations.NullMarked;
