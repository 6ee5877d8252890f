package dev.holdfast.chat.page;

import dev.holdfast.chat.conversation.TextLimits;
import dev.holdfast.chat.endpoint.Allowance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * {@code /api/client}: how a page of this installation is set up. The one route without a token.
 */
@Cancellable(false)
@Path("/api/client")
@Produces(MediaType.APPLICATION_JSON)
public class ClientResource {
    private final ClientView view;

    ClientResource(Addresses addresses, PageConfig page, TextLimits limits, Allowance endpoints) {
        this.view =
                new ClientView(
                        addresses.issuer().orElse(null),
                        page.clientId(),
                        page.scope(),
                        addresses.stream().orElse(null),
                        limits.maxLength(),
                        endpoints.isGiven());
    }

    @GET
    @PermitAll
    @Operation(hidden = true)
    public ClientView client() {
        return view;
    }
}
