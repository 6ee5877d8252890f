package dev.holdfast.contracts.endpoint;

import java.net.InetAddress;

/** All addresses that begin with the same bits. */
final class Network {
    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * @param cidr such as {@code 10.0.0.0/8}
     */
    static Network of(String cidr) {
        String[] parts = cidr.split("/", 2);
        byte[] prefix = bytes(parts[0]);
        int bits = Integer.parseInt(parts[1]);
        return new Network(prefix, bits);
    }

    /** As written: Java would make IPv4 of an IPv6 address that stands for one. */
    private static byte[] bytes(String address) {
        if (!address.equals("::ffff:0:0")) {
            return InetAddress.ofLiteral(address).getAddress();
        }
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        return mapped;
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (address[i] != prefix[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        int mask = 0xff00 >> rest & 0xff;
        return rest == 0 || (address[whole] & mask) == (prefix[whole] & mask);
    }
}
