package dev.holdfast.contracts.endpoint;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an IP address leads, by IANA's registries of special-purpose addresses (RFC 6890) and what
 * clouds have put elsewhere. Written so that an address which is not known to be public is not.
 */
public enum Reach {
    /** To a machine of the internet. */
    PUBLIC,
    /** To this machine or into a network of its operator's. */
    LOCAL,
    /** To what no model is served from: a cloud's metadata, many machines at once, nowhere. */
    NEVER;

    private static final List<Network> LOCAL_IPV4 =
            networks(
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16");

    private static final List<Network> NEVER_IPV4 =
            networks(
                    "0.0.0.0/8",
                    // Alibaba's metadata, inside of what carriers share.
                    "100.100.100.200/32",
                    // Azure's host, inside of what is public.
                    "168.63.129.16/32",
                    // Link-local, with most clouds' metadata.
                    "169.254.0.0/16",
                    "192.0.0.0/24",
                    // Documentation, with 198.51.100.0/24 and 203.0.113.0/24.
                    "192.0.2.0/24",
                    // Relays of 6to4, given up.
                    "192.88.99.0/24",
                    // Benchmarks.
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    // Multicast, then reserved, then broadcast.
                    "224.0.0.0/3");

    private static final List<Network> LOCAL_IPV6 = networks("::1/128", "fc00::/7");

    private static final List<Network> NEVER_IPV6 =
            networks(
                    // Metadata of AWS and of Google, inside of what is unique-local.
                    "fd00:ec2::254/128",
                    "fd20:ce::254/128",
                    // Protocols' own, with Teredo.
                    "2001::/23",
                    // Documentation, with 3fff::/20.
                    "2001:db8::/32",
                    // 6to4, which carries an IPv4 address through a relay.
                    "2002::/16",
                    "3fff::/20");

    /** All that is public; the rest is reserved, link-local, multicast or a way into IPv4. */
    private static final Network UNICAST = Network.of("2000::/3");

    /** IPv4 as IPv6 writes it, and as a translator does: judged by the address inside. */
    private static final List<Network> WITH_IPV4 = networks("::ffff:0:0/96", "64:ff9b::/96");

    private static final int IPV4_BYTES = 4;

    public static Reach of(InetAddress address) {
        return of(address.getAddress());
    }

    private static Reach of(byte[] address) {
        if (address.length == IPV4_BYTES) {
            return of(address, NEVER_IPV4, LOCAL_IPV4, PUBLIC);
        }
        if (isIn(WITH_IPV4, address)) {
            byte[] inside =
                    Arrays.copyOfRange(address, address.length - IPV4_BYTES, address.length);
            return of(inside) == PUBLIC ? PUBLIC : NEVER;
        }
        return of(address, NEVER_IPV6, LOCAL_IPV6, UNICAST.contains(address) ? PUBLIC : NEVER);
    }

    private static Reach of(byte[] address, List<Network> never, List<Network> local, Reach rest) {
        if (isIn(never, address)) {
            return NEVER;
        }
        return isIn(local, address) ? LOCAL : rest;
    }

    private static boolean isIn(List<Network> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... cidrs) {
        return Stream.of(cidrs).map(Network::of).toList();
    }
}
