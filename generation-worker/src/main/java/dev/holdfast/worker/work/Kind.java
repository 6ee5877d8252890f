package dev.holdfast.worker.work;

/**
 * One kind of work: which requests are of it, and who works on them. Every bean of this type is
 * found by itself.
 *
 * @param <R> the body of its requests; what must be in one is marked as required there
 */
public interface Kind<R> {

    /** The {@code type} of its requests; no two kinds share one. */
    String type();

    Class<R> body();

    /**
     * Begins and does not wait. Called on the one thread that takes requests.
     *
     * @return what that thread waits for before it lets go of the request
     */
    Taken begin(R request, Delivery delivery);
}
