package dev.holdfast.stack.up;

import dev.holdfast.stack.local.Keysets;
import java.nio.file.Path;

/** {@code deploy/keys}. */
public final class KeysMain {
    private KeysMain() {}

    /**
     * @param args the folder
     */
    public static void main(String[] args) {
        Keysets keysets = Keysets.in(Path.of(args[0]));
        System.out.println(keysets.publicKeyset());
        System.out.println(keysets.privateKeyset());
    }
}
