@NullMarked
package dev.holdfast.worker.endpointcheck;

import org.jspecify.annotations.NullMarked;
