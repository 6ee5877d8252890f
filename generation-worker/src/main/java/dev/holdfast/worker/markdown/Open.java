package dev.holdfast.worker.markdown;

/** What the text that is not settled yet goes on with. */
sealed interface Open {

    /** What must stand before the text for it to be read as it was. */
    default String lead() {
        return "";
    }

    /** It begins a block of its own. */
    record Nothing() implements Open {}

    /**
     * An item of a list whose earlier items are settled.
     *
     * @param loose whether those make the list a loose one
     */
    record Items(boolean loose) implements Open {}

    /**
     * A row of a table.
     *
     * @param lead the table's head, two lines
     * @param rows how many body rows are settled
     */
    record Rows(String lead, int rows) implements Open {}

    /**
     * Within fenced code.
     *
     * @param lead the line that opened the fence
     * @param state what the settled lines leave to those that follow, see {@link CodeLines}
     */
    record Code(String lead, int state) implements Open {}

    /** Body rows of the table at hand that are no longer in the text. */
    default int rowsBefore() {
        return this instanceof Rows table ? table.rows() : 0;
    }
}
