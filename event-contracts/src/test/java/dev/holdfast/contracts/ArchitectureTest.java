package dev.holdfast.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.holdfast.contracts",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule dependsOnTheJdkAndAnnotationsAlone =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.holdfast.contracts..",
                            "java..",
                            "com.fasterxml.jackson.annotation",
                            "org.jspecify.annotations");

    @ArchTest
    static final ArchRule hasNoCycles =
            slices().matching("dev.holdfast.contracts.(*)..").should().beFreeOfCycles();
}
