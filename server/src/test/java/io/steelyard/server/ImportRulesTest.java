package io.steelyard.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: server → {api, store, proxy} → control → domain; proxy → hostlink → domain. */
@AnalyzeClasses(packages = "io.steelyard", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportRulesTest {
    private static final String ROOT = "io.steelyard.";

    @ArchTest
    static final ArchRule domainKnowsTheJdkAlone = classes()
            .that()
            .resideInAPackage(ROOT + "domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..", "java.math..", "java.net..", "java.time..", "java.util..", ROOT + "domain..");

    @ArchTest
    static final ArchRule jsonKnowsTheDomain = knowsOfOurs("json", "json", "domain");

    @ArchTest
    static final ArchRule controlKnowsTheDomain = knowsOfOurs("control", "control", "domain");

    @ArchTest
    static final ArchRule storeKnowsControl = knowsOfOurs("store", "store", "control", "json", "domain");

    @ArchTest
    static final ArchRule hostlinkKnowsTheDomain = knowsOfOurs("hostlink", "hostlink", "json", "domain");

    @ArchTest
    static final ArchRule proxyKnowsTheHostLink = knowsOfOurs("proxy", "proxy", "hostlink", "json", "domain");

    @ArchTest
    static final ArchRule apiKnowsControl = knowsOfOurs("api", "api", "control", "domain");

    @ArchTest
    static final ArchRule dialectsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage(ROOT + "api.rackspace..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "api.elb..", ROOT + "api.operator..");

    @ArchTest
    static final ArchRule sqlStaysInStore =
            staysIn("store", "org.jooq..", "java.sql..", "org.sqlite..", "org.flywaydb..");

    @ArchTest
    static final ArchRule nettyStaysInProxy = staysIn("proxy", "io.netty..");

    @ArchTest
    static final ArchRule jettyStaysInApiHttp = staysIn("api.http", "org.eclipse.jetty..");

    private static ArchRule knowsOfOurs(String module, String... known) {
        String[] allowed =
                java.util.Arrays.stream(known).map(name -> ROOT + name + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + module + "..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(ROOT + "..")
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(allowed))));
    }

    private static ArchRule staysIn(String module, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }
}
