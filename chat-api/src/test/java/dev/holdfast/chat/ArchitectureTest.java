package dev.holdfast.chat;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.holdfast.chat.generation.GenerationFollower;
import dev.holdfast.chat.projection.LogFollower;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.groups.UniAwait;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The rules that a review would otherwise have to remember. */
@AnalyzeClasses(
        packages = "dev.holdfast.chat",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.holdfast.chat.";

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("dev.holdfast.chat.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule identityStandsAlone =
            classes()
                    .that()
                    .resideInAPackage(ROOT + "identity")
                    .should()
                    .onlyDependOnClassesThat(
                            not(resideInAPackage("dev.holdfast.."))
                                    .or(resideInAPackage(ROOT + "identity")));

    @ArchTest
    static final ArchRule theDatabaseRoomKnowsNoOther =
            classes()
                    .that()
                    .resideInAPackage(ROOT + "database")
                    .should()
                    .onlyDependOnClassesThat(
                            not(resideInAPackage("dev.holdfast.chat.."))
                                    .or(resideInAPackage(ROOT + "database")));

    /**
     * A transaction is begun, and a session looked behind, in one place. The relay alone has a
     * connection of its own, for its seat.
     */
    @ArchTest
    static final ArchRule transactionsAreBegunInTheDatabaseRoom =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            ROOT + "database",
                            ROOT + "outbox",
                            ROOT + "projection",
                            ROOT + "outage")
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(Panache.class, Pool.class, SqlConnection.class)
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage("org.hibernate.reactive..");

    /** Rooms follow the log; the projection reads it for them and knows none by name. */
    @ArchTest
    static final ArchRule theProjectionKnowsNoFollower =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "projection")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("dev.holdfast.chat..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            ROOT + "projection",
                                                            ROOT + "database",
                                                            ROOT + "outage",
                                                            ROOT + "problem",
                                                            ROOT + "topics"))));

    /** What the log has not decided, none of them may decide for another. */
    @ArchTest
    static final ArchRule followersDoNotKnowEachOther =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            assignableTo(LogFollower.class)
                                    .or(assignableTo(GenerationFollower.class))
                                    .and(not(INTERFACES)));

    @ArchTest
    static final ArchRule nothingLeansOnTheEdgeOfHistory =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "history")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "history");

    @ArchTest
    static final ArchRule kafkaIsSpokenToInFewPlaces =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            ROOT + "outbox",
                            ROOT + "projection",
                            ROOT + "catalog",
                            ROOT + "topics",
                            ROOT + "supervision")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.kafka..", "org.eclipse.microprofile.reactive.messaging..");

    @ArchTest
    static final ArchRule onlyTheOutboxProduces =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "outbox", ROOT + "topics")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka.clients.producer..");

    @ArchTest
    static final ArchRule pathsAreOfResources =
            classes()
                    .that()
                    .areAnnotatedWith(Path.class)
                    .should()
                    .haveSimpleNameEndingWith("Resource");

    /**
     * The framework gives an answer up whose caller has left, and Hibernate Reactive then closes
     * the session while a step of it is on its way: an error in the log, now and then a connection
     * that is lost to the pool, and a call of which nobody knows whether it was done.
     */
    @ArchTest
    static final ArchRule callsGoOnWhenTheirCallersLeave =
            classes()
                    .that()
                    .areAnnotatedWith(Path.class)
                    .should(
                            new ArchCondition<>("finish what they began") {
                                @Override
                                public void check(JavaClass resource, ConditionEvents events) {
                                    boolean goesOn =
                                            resource.tryGetAnnotationOfType(Cancellable.class)
                                                    .filter(cancellable -> !cancellable.value())
                                                    .isPresent();
                                    events.add(
                                            new SimpleConditionEvent(
                                                    resource,
                                                    goesOn,
                                                    resource.getName()
                                                            + " needs @Cancellable(false)"));
                                }
                            });

    @ArchTest
    static final ArchRule resourcesKnowNoTables =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Resource")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "jakarta.persistence..",
                            "org.hibernate..",
                            "io.vertx.mutiny.sqlclient..");

    @ArchTest
    static final ArchRule useCasesKnowNoHttp =
            noClasses()
                    .that(
                            not(simpleNameEndingWith("Resource"))
                                    .and(not(resideInAPackage(ROOT + "problem"))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

    @ArchTest
    static final ArchRule nothingBlocksTheEventLoop =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(UniAwait.class)
                    .orShould()
                    .callMethod(Thread.class, "sleep", long.class)
                    .orShould()
                    .callMethod(Thread.class, "sleep", Duration.class);

    @ArchTest
    static final ArchRule timeComesFromTheClock =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(ROOT + "identity.Time")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule fieldsAreNotInjected =
            noFields()
                    .should()
                    .beAnnotatedWith(Inject.class)
                    .orShould()
                    .beAnnotatedWith(ConfigProperty.class);

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Service|Dto)");
}
