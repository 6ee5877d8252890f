package dev.holdfast.worker.provider;

/** The call that is not under way: before the first, between two tries, after the last. */
final class Nothing implements ProviderStream {
    static final ProviderStream STREAM = new Nothing();

    private Nothing() {}

    @Override
    public void cancel() {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}
}
