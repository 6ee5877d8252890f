/**
 * The web app as people meet it: a real Chromium, the real stack, and only the LLM provider is
 * played. A test here clicks, types and reads the page; what it knows of the services it learns
 * over REST, and it knows nothing of the app's insides but the names of its elements.
 *
 * <p>{@link dev.holdfast.e2e.browser.Stage} is what a test gets, {@link
 * dev.holdfast.e2e.browser.Device} somebody's browser, and {@link
 * dev.holdfast.e2e.browser.ChatPage} a tab in it. Methods named {@code checkNN…} are the numbered
 * checks that a strict reviewer of a chat product goes through.
 *
 * <p>All classes share one stack and one browser. Each test has a user of its own, and after each
 * the consoles of all its pages must be empty.
 */
@NullMarked
package dev.holdfast.e2e.browser;

import org.jspecify.annotations.NullMarked;
