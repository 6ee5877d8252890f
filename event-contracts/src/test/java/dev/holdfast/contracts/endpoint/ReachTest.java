package dev.holdfast.contracts.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {

    /** The first and the last address of each range, and its neighbours outside. */
    @ParameterizedTest
    @CsvSource({
        // Public.
        "1.1.1.1, PUBLIC",
        "8.8.8.8, PUBLIC",
        "93.184.215.14, PUBLIC",
        "2606:4700:4700::1111, PUBLIC",
        "2a00:1450:4001:830::200e, PUBLIC",
        // Unspecified, "this network".
        "0.0.0.0, NEVER",
        "0.255.255.255, NEVER",
        "1.0.0.0, PUBLIC",
        "::, NEVER",
        // Loopback.
        "126.255.255.255, PUBLIC",
        "127.0.0.0, LOCAL",
        "127.0.0.1, LOCAL",
        "127.255.255.255, LOCAL",
        "128.0.0.0, PUBLIC",
        "::1, LOCAL",
        "::2, NEVER",
        // Private.
        "9.255.255.255, PUBLIC",
        "10.0.0.0, LOCAL",
        "10.255.255.255, LOCAL",
        "11.0.0.0, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.16.0.0, LOCAL",
        "172.31.255.255, LOCAL",
        "172.32.0.0, PUBLIC",
        "192.167.255.255, PUBLIC",
        "192.168.0.0, LOCAL",
        "192.168.255.255, LOCAL",
        "192.169.0.0, PUBLIC",
        // What carriers share.
        "100.63.255.255, PUBLIC",
        "100.64.0.0, LOCAL",
        "100.127.255.255, LOCAL",
        "100.128.0.0, PUBLIC",
        // Link-local.
        "169.253.255.255, PUBLIC",
        "169.254.0.0, NEVER",
        "169.254.255.255, NEVER",
        "169.255.0.0, PUBLIC",
        "fe80::1, NEVER",
        "febf:ffff::1, NEVER",
        // Site-local, given up; unique-local.
        "fec0::1, NEVER",
        "fbff::1, NEVER",
        "fc00::, LOCAL",
        "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, LOCAL",
        "fe00::, NEVER",
        // Metadata of clouds.
        "169.254.169.254, NEVER",
        "169.254.170.2, NEVER",
        "fd00:ec2::254, NEVER",
        "fd20:ce::254, NEVER",
        "100.100.100.200, NEVER",
        "168.63.129.16, NEVER",
        "168.63.129.17, PUBLIC",
        "192.0.0.192, NEVER",
        // Multicast, reserved, broadcast.
        "223.255.255.255, PUBLIC",
        "224.0.0.0, NEVER",
        "239.255.255.255, NEVER",
        "240.0.0.0, NEVER",
        "255.255.255.254, NEVER",
        "255.255.255.255, NEVER",
        "ff02::1, NEVER",
        "ff0e::1, NEVER",
        // Protocols' own, documentation, benchmarks, relays.
        "192.0.0.0, NEVER",
        "192.0.0.255, NEVER",
        "192.0.1.0, PUBLIC",
        "192.0.2.0, NEVER",
        "192.0.2.255, NEVER",
        "192.0.3.0, PUBLIC",
        "192.88.99.1, NEVER",
        "198.17.255.255, PUBLIC",
        "198.18.0.0, NEVER",
        "198.19.255.255, NEVER",
        "198.20.0.0, PUBLIC",
        "198.51.100.7, NEVER",
        "203.0.113.7, NEVER",
        "203.0.114.0, PUBLIC",
        "100::1, NEVER",
        "2001:db8::1, NEVER",
        "3fff::1, NEVER",
        "3fff:1000::, PUBLIC",
        "5f00::1, NEVER",
        "2001:2::1, NEVER",
        "2001:20::1, NEVER",
        "2001:1ff:ffff::, NEVER",
        "2001:200::, PUBLIC",
        // IPv4 inside: mapped, compatible, 6to4, Teredo, translated.
        "::ffff:10.0.0.1, LOCAL",
        "::ffff:169.254.169.254, NEVER",
        "::127.0.0.1, NEVER",
        "::8.8.8.8, NEVER",
        "2002:7f00:1::, NEVER",
        "2002:0808:0808::, NEVER",
        "2003::, PUBLIC",
        "2001:0:7f00:1::, NEVER",
        "64:ff9b::8.8.8.8, PUBLIC",
        "64:ff9b::10.0.0.1, NEVER",
        "64:ff9b::169.254.169.254, NEVER",
        "64:ff9b::100.64.0.1, NEVER",
        "64:ff9b:1::8.8.8.8, NEVER",
        "::ffff:0:127.0.0.1, NEVER",
    })
    void knowsWhereAnAddressLeads(String address, Reach reach) {
        assertThat(Reach.of(InetAddress.ofLiteral(address))).isEqualTo(reach);
    }

    @Test
    void looksIntoAMappedAddressThatStayedIpv6() throws UnknownHostException {
        // given: made of bytes, so that Java does not make IPv4 of it
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        mapped[15] = 1;
        InetAddress stillIpv6 = Inet6Address.getByAddress("", mapped, -1);

        // then
        assertThat(stillIpv6.getAddress()).hasSize(16);
        assertThat(Reach.of(stillIpv6)).isEqualTo(Reach.NEVER);
    }
}
