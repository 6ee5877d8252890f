package dev.holdfast.chat.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Until the catalogue is read, a model that exists would be refused. */
@Readiness
@ApplicationScoped
class CatalogReady implements HealthCheck {
    private final Catalog catalog;

    CatalogReady(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("catalog").status(catalog.isLoaded()).build();
    }
}
