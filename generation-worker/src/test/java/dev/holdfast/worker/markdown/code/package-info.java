@org.jspecify.annotations.NullMarked
package dev.holdfast.worker.markdown.code;
