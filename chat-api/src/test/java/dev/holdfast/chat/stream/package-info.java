/**
 * The web app's stream client in a real browser: the language-neutral cases of {@code
 * docs/conformance}, and its life on a network that the tests play. Needs neither the service nor
 * Node: the module is bundled by the esbuild that the build has laid beside the POM.
 */
@NullMarked
package dev.holdfast.chat.stream;

import org.jspecify.annotations.NullMarked;
