package dev.holdfast.stack.up;

import dev.holdfast.stack.local.Keysets;
import java.nio.file.Path;

/** {@code deploy/keys}. */
public final class KeysMain {
    private KeysMain() {}

    /**
     * @param args the folder, and {@code rotate} or {@code retire} where the keysets are to be
     *     changed
     */
    public static void main(String[] args) {
        Keysets keysets = Keysets.in(Path.of(args[0]));
        switch (args.length == 1 ? "" : args[1]) {
            case "" -> {}
            case "rotate" -> keysets.rotate();
            case "retire" -> keysets.retire();
            default -> throw new IllegalArgumentException("neither rotate nor retire: " + args[1]);
        }
        System.out.println(keysets.publicKeyset());
        System.out.println(keysets.privateKeyset());
        System.out.println("primary " + keysets.primaryId());
    }
}
