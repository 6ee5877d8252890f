package dev.holdfast.worker.provider;

/** A key in the clear. It lives as long as the call it is for, and prints as nothing. */
public final class ProviderKey {
    private final String secret;

    public ProviderKey(String secret) {
        this.secret = secret;
    }

    /** For the header that carries it, and nothing else. */
    public String reveal() {
        return secret;
    }

    @Override
    public String toString() {
        return "ProviderKey[…]";
    }
}
