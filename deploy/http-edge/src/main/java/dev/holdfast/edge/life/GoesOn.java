package dev.holdfast.edge.life;

import dev.holdfast.contracts.life.Life;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready from the moment on in which it is known that the process ends. */
@Readiness
@ApplicationScoped
class GoesOn implements HealthCheck {
    private final Life life;

    GoesOn(Life life) {
        this.life = life;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("goes-on")
                .status(life.ending().isEmpty() && life.complaints().isEmpty())
                .build();
    }
}
