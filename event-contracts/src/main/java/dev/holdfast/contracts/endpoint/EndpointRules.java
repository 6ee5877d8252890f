package dev.holdfast.contracts.endpoint;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which endpoints an operator lets users call: public ones over https, at a port that is nobody
 * else's, and those that the operator has listed by name. The names of what is listed are the
 * operator's, but not what a name server says of them: nothing that is {@link Reach#NEVER} is
 * called, listed or not.
 */
public final class EndpointRules {
    /** Below it are the ports of protocols that know themselves spoken to in HTTP. */
    private static final int FIRST_FREE_PORT = 1024;

    private final boolean plain;
    private final List<AllowedHost> listed;

    private EndpointRules(boolean plain, List<AllowedHost> listed) {
        this.plain = plain;
        this.listed = listed;
    }

    /**
     * @param plain whether http is as good as https
     * @param listed {@code host} or {@code host:port}, each
     * @throws EndpointUrl.Wrong if one of the listed is neither
     */
    public static EndpointRules of(boolean plain, List<String> listed) {
        return new EndpointRules(plain, listed.stream().map(AllowedHost::of).toList());
    }

    /**
     * What can be said against it before its name is resolved, as a person reads it; nothing if it
     * may be tried.
     */
    public Optional<String> objection(EndpointUrl url) {
        if (url.literal().filter(address -> !mayReach(url, address)).isPresent()) {
            return Optional.of(
                    "It leads to an address that is not public. Whoever runs this server can allow"
                            + " it.");
        }
        if (isListed(url)) {
            return Optional.empty();
        }
        if (!url.secure() && !plain) {
            return Optional.of("It must begin with https://.");
        }
        if (url.port() != 443 && url.port() != 80 && url.port() < FIRST_FREE_PORT) {
            return Optional.of("Its port must be 443, 80, or 1024 and above.");
        }
        if (url.host().equals("localhost") || url.host().endsWith(".localhost")) {
            return Optional.of(
                    "It leads to the server that runs this, not to your machine. Whoever runs it"
                            + " can allow that.");
        }
        return Optional.empty();
    }

    /** Whether one of the addresses that its host has may be connected to. */
    public boolean mayReach(EndpointUrl url, InetAddress address) {
        return switch (Reach.of(address)) {
            case PUBLIC -> true;
            case LOCAL -> isListed(url);
            case NEVER -> false;
        };
    }

    private boolean isListed(EndpointUrl url) {
        return listed.stream().anyMatch(host -> host.isOf(url));
    }
}
