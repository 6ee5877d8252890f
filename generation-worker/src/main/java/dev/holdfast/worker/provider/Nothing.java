package dev.holdfast.worker.provider;

/** The call that is not under way: before the first, between two tries, after the last. */
public final class Nothing implements ProviderStream {
    public static final ProviderStream STREAM = new Nothing();

    private Nothing() {}

    @Override
    public void cancel() {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}
}
