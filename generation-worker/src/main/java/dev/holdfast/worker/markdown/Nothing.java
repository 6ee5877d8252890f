package dev.holdfast.worker.markdown;

import org.commonmark.node.CustomBlock;

/** A tag that has done its work and shows nothing. */
final class Nothing extends CustomBlock {}
