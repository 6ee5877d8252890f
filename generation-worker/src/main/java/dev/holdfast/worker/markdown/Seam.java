package dev.holdfast.worker.markdown;

import org.commonmark.node.Code;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * Where text that is still written meets what closes its marks, see {@link OpenMarks}: takes out
 * what stands between the two, and what closed none. For one block.
 */
final class Seam {
    private boolean passed;
    private int links;

    /**
     * @return how many links were closed
     */
    int takeOutOf(Node parent) {
        Node child = parent.getFirstChild();
        while (child != null) {
            Node next = child.getNext();
            takeOutOf(child);
            clean(child);
            child = next;
        }
        return links;
    }

    private void clean(Node node) {
        switch (node) {
            case Text text -> {
                text.setLiteral(before(text.getLiteral()));
                if (text.getLiteral().isEmpty()) {
                    text.unlink();
                }
            }
            case Code code -> code.setLiteral(before(code.getLiteral()));
            case Link link -> link.setDestination(address(link.getDestination()));
            case Image image -> image.setDestination(address(image.getDestination()));
            default -> {}
        }
    }

    private String before(String literal) {
        if (passed) {
            return "";
        }
        int seam = literal.indexOf(OpenMarks.END);
        passed = seam >= 0;
        return passed ? literal.substring(0, seam).stripTrailing() : literal;
    }

    private String address(String destination) {
        int seam = destination.indexOf(OpenMarks.END);
        links += seam == 0 ? 1 : 0;
        return seam < 0 ? destination : destination.substring(0, seam);
    }
}
