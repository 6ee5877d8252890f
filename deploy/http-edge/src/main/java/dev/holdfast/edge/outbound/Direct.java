package dev.holdfast.edge.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is called without a proxy: loopback always, and what {@code NO_PROXY} lists: {@code *},
 * hosts and domains ({@code corp.example} and {@code .corp.example} both mean the host and all
 * below), addresses, blocks ({@code 10.0.0.0/8}), each but a block with a port or without. Names
 * are never looked up for it: behind a proxy there may be nobody to ask.
 */
final class Direct {
    private static final Pattern LOOPBACK = Pattern.compile("127\\.\\d+\\.\\d+\\.\\d+");

    private final List<String> names = new ArrayList<>();
    private final List<AddressBlock> blocks = new ArrayList<>();

    Direct(String list) {
        for (String word : list.split("[,\\s]+", -1)) {
            String entry = word.strip().toLowerCase(Locale.ROOT);
            if (!entry.isEmpty()) {
                AddressBlock.of(entry).ifPresentOrElse(blocks::add, () -> names.add(plain(entry)));
            }
        }
    }

    /** {@code *.corp} and {@code .corp} say the same as {@code corp}. */
    private static String plain(String entry) {
        return entry.equals("*") ? entry : entry.replaceFirst("^\\*?\\.", "");
    }

    boolean has(String host, int port) {
        String name = bare(host);
        return isLoopback(name)
                || names.stream().anyMatch(entry -> matches(entry, name, port))
                || blocks.stream().anyMatch(block -> block.has(name));
    }

    private static boolean isLoopback(String name) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("::1")
                || LOOPBACK.matcher(name).matches();
    }

    private static boolean matches(String entry, String name, int port) {
        if (entry.equals("*")) {
            return true;
        }
        String host = entry;
        int colon = entry.lastIndexOf(':');
        // More than one colon without brackets is an address.
        if (colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']')) {
            if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            host = entry.substring(0, colon);
        }
        host = bare(host);
        return name.equals(host) || name.endsWith("." + host);
    }

    private static String bare(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
