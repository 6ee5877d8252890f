package dev.holdfast.worker.markdown;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What the operator decides about how answers look. */
@ConfigMapping(prefix = "holdfast.worker.markdown")
public interface MarkdownConfig {

    /**
     * Hosts that a reader's browser may fetch an answer's images from, {@code *.example.com} for
     * all below one. Default: none, and images are links; an address can carry words of the
     * conversation to whoever owns the host. The page's own policy must allow them too.
     */
    Optional<List<String>> imageHosts();

    default ImageHosts allowedImageHosts() {
        return imageHosts().map(ImageHosts::new).orElse(ImageHosts.NONE);
    }
}
