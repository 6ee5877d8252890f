package dev.holdfast.chat.projection;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Before the log is read, what this service shows would be older than it has to be. */
@Readiness
@ApplicationScoped
class ProjectionReady implements HealthCheck {
    private final Projected projected;

    ProjectionReady(Projected projected) {
        this.projected = projected;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("projection").status(projected.hasJoined()).build();
    }
}
