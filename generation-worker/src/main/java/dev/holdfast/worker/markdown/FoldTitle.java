package dev.holdfast.worker.markdown;

import org.commonmark.node.CustomBlock;

/** What is seen of a fold that is not open; its first child. */
final class FoldTitle extends CustomBlock {}
