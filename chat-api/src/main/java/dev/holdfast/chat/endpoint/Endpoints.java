package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.problem.ProblemType;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All kept endpoints. Every method works within the caller's session. */
@ApplicationScoped
class Endpoints implements PanacheRepositoryBase<Endpoint, Endpoint.Key> {

    Uni<List<Endpoint>> listOf(String owner) {
        return list("owner = ?1 order by title, name", owner);
    }

    Uni<Long> countOf(String owner) {
        return count("owner = ?1", owner);
    }

    /** Null where there is none; one of somebody else's is none. */
    Uni<@Nullable Endpoint> find(String owner, String name) {
        return findById(new Endpoint.Key(owner, name));
    }

    Uni<Endpoint> get(String owner, String name) {
        return find(owner, name).onItem().ifNull().failWith(Endpoints::unknown);
    }

    Uni<Void> remove(String owner, String name) {
        return deleteById(new Endpoint.Key(owner, name))
                .invoke(removed -> {
                    if (!removed) {
                        throw unknown();
                    }
                })
                .replaceWithVoid();
    }

    static Refusal unknown() {
        return new Refusal(
                ProblemType.ENDPOINT_NOT_FOUND.because("It was removed, or is somebody else's."));
    }
}
