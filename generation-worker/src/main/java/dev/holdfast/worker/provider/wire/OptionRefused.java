package dev.holdfast.worker.provider.wire;

/** A call's options exclude each other at this vendor. */
public final class OptionRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String field;

    /**
     * @param field of {@code GenerationOptions}
     */
    public OptionRefused(String field) {
        super("the model does not take this value of " + field, null, false, false);
        this.field = field;
    }

    String field() {
        return field;
    }
}
