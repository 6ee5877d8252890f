package dev.holdfast.edge.outbound;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param bytes of an address of its kind: 4 or 16
 * @param length of the prefix in bits
 */
record AddressBlock(BigInteger prefix, int bytes, int length) {

    /** Nothing where it is none. */
    static Optional<AddressBlock> of(String words) {
        int slash = words.indexOf('/');
        byte @Nullable [] address = slash < 0 ? null : address(words.substring(0, slash));
        if (address == null) {
            return Optional.empty();
        }
        try {
            int length = Integer.parseInt(words.substring(slash + 1));
            return length < 0 || length > address.length * 8
                    ? Optional.empty()
                    : Optional.of(
                            new AddressBlock(prefix(address, length), address.length, length));
        } catch (NumberFormatException noLength) {
            return Optional.empty();
        }
    }

    /** Never for a name: it is not looked up. */
    boolean has(String host) {
        byte @Nullable [] address = address(host);
        return address != null && address.length == bytes && prefix(address, length).equals(prefix);
    }

    private static byte @Nullable [] address(String literal) {
        try {
            return InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    private static BigInteger prefix(byte[] address, int length) {
        return new BigInteger(1, address).shiftRight(address.length * 8 - length);
    }
}
