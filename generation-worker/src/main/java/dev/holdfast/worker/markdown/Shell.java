package dev.holdfast.worker.markdown;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;

/**
 * What stands around the parts of a block that can be settled in parts: the items of a list, the
 * body rows of a table, the lines of fenced code. Any other block has an empty shell, and one part.
 *
 * @param open everything before the first part
 * @param close everything after the last part
 */
record Shell(String open, String close) {

    static final Shell NONE = new Shell("", "");

    private static final String TABLE_BODY = "<tbody>\n";
    private static final String TABLE_END = "</tbody>\n</table>\n";
    private static final String CODE_END = "</code></pre>\n";

    /** The shell of a block with at least one part. */
    static Shell of(Node block, String html) {
        return switch (block) {
            case ListBlock _ -> {
                int open = html.indexOf('\n') + 1;
                yield new Shell(html.substring(0, open), "</" + html.substring(1, 3) + ">\n");
            }
            case TableBlock _ -> {
                int body = html.indexOf(TABLE_BODY);
                yield body < 0
                        ? NONE
                        : new Shell(html.substring(0, body + TABLE_BODY.length()), TABLE_END);
            }
            case FencedCodeBlock _ -> {
                int open = html.indexOf('>', html.indexOf("<code")) + 1;
                yield new Shell(html.substring(0, open), CODE_END);
            }
            default -> NONE;
        };
    }

    /** What stands in this shell; a table without body rows has nothing there. */
    String partsOf(Node block, String html) {
        if (equals(NONE)) {
            return html;
        }
        Shell own = of(block, html);
        return own.equals(NONE)
                ? ""
                : html.substring(own.open.length(), html.length() - own.close.length());
    }
}
