@NullMarked
package dev.holdfast.worker.provider.openai;

import org.jspecify.annotations.NullMarked;
