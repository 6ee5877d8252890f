/**
 * What stands between Holdfast and the world in a test: a reverse proxy before it, a forward proxy
 * behind it, and a certificate authority that no browser knows. Real programs, which {@code
 * deploy/test} installs where they are missing.
 */
@NullMarked
package dev.holdfast.stack.edge;

import org.jspecify.annotations.NullMarked;
