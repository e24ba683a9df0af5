package dev.lolscale.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The arrows between the modules, as ARCHITECTURE.md draws them: in the poms, and in the code. */
class ArrowsTest {

    /** Tests run in the module's folder. */
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** The modules in the order of the build, and those whose code each may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "schema", Set.of(),
            "handlers", Set.of("schema"),
            "glue", Set.of("schema"),
            "platform", Set.of("schema"),
            "graph", Set.of("platform", "schema"),
            "examples", Set.of("platform"),
            "local", Set.of("graph", "platform", "schema"));

    /** What each pom names; what is nearer comes with what is named. */
    private static final Map<String, Set<String>> DEPENDS_ON = Map.of(
            "schema", Set.of(),
            "handlers", Set.of("schema"),
            "glue", Set.of("schema"),
            "platform", Set.of("schema"),
            "graph", Set.of("platform"),
            "examples", Set.of("platform", "graph"),
            "local", Set.of("graph", "schema"));

    private static final Set<String> MODULES = new TreeSet<>(MAY_USE.keySet());

    /** In the build with a profile only, so their classes may not be there; what each pom names. */
    private static final Map<String, Set<String>> ON_DEMAND = Map.of("bench", Set.of("schema"), "e2e", Set.of("graph"));

    private static JavaClasses code;

    @BeforeAll
    static void read() {
        List<Path> folders = new ArrayList<>();
        for (String module : MODULES) {
            Path folder = ROOT.resolve(module).resolve("target/classes");
            assertThat(folder)
                    .as("the classes of %s; build all modules first, with ./mvnw verify", module)
                    .isDirectory();
            folders.add(folder);
        }
        // A class is known by its name; the libraries' own classes need not be read.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        code = new ClassFileImporter().importPaths(folders);
    }

    @AfterAll
    static void forget() {
        ArchConfiguration.get().reset();
    }

    @Test
    void shouldKnowEveryModule() throws Exception {
        NodeList modules = pom(ROOT).getElementsByTagName("module");
        Set<String> known = new TreeSet<>(MODULES);
        known.addAll(ON_DEMAND.keySet());

        assertThat(Stream.iterate(0, i -> i + 1).limit(modules.getLength()).map(modules::item))
                .extracting(module -> module.getTextContent())
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void shouldNameOnlyTheModulesBelowInThePomOfWhatIsBuiltOnDemand() throws Exception {
        for (Map.Entry<String, Set<String>> module : ON_DEMAND.entrySet()) {
            assertThat(modulesNamedBy(module.getKey())).isEqualTo(module.getValue());
        }
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void shouldNameOnlyTheModulesBelowInThePom(String module) throws Exception {
        assertThat(modulesNamedBy(module)).isEqualTo(DEPENDS_ON.get(module));
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void shouldKeepEachModuleInAPackageOfItsOwn(String module) {
        JavaClasses own =
                new ClassFileImporter().importPath(ROOT.resolve(module).resolve("target/classes"));

        classes().should().resideInAPackage(inside(module)).check(own);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void shouldUseOnlyTheModulesBelow(String module) {
        String[] others = MODULES.stream()
                .filter(other -> !other.equals(module) && !MAY_USE.get(module).contains(other))
                .map(ArrowsTest::inside)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(inside(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(code);
    }

    @Test
    void shouldKeepPulumiOutOfWhatRunsOnAws() {
        noClasses()
                .that()
                .resideInAnyPackage(inside("schema"), inside("handlers"), inside("glue"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.pulumi..", "pulumirpc..")
                .check(code);
    }

    @Test
    void shouldKeepTheComponentsFreeOfTheProgramThatComposesThem() {
        noClasses()
                .that()
                .resideInAPackage("dev.lolscale.platform")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.lolscale.platform.stack..")
                .check(code);
    }

    @Test
    void shouldKeepTheSchemaToJacksonsCoreAndTheJdk() {
        classes()
                .that()
                .resideInAPackage(inside("schema"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(inside("schema"), "java..", "com.fasterxml.jackson.core..")
                .check(code);
    }

    /** A rule that sees no arrow at all would hold whatever the code does. */
    @Test
    void shouldSeeTheArrowsThatThereAre() {
        assertThat(uses("handlers", "dev.lolscale.schema")).isTrue();
        assertThat(uses("glue", "dev.lolscale.schema")).isTrue();
        assertThat(uses("platform", "com.pulumi")).isTrue();
        assertThat(uses("graph", "com.pulumi")).isTrue();
        assertThat(uses("local", "dev.lolscale.graph")).isTrue();
        assertThat(uses("local", "dev.lolscale.platform.stack")).isTrue();
    }

    private static boolean uses(String module, String packageName) {
        return code.stream()
                .filter(each -> each.getPackageName().startsWith("dev.lolscale." + module))
                .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith(packageName));
    }

    private static Set<String> modulesNamedBy(String module) throws Exception {
        Set<String> named = new TreeSet<>();
        NodeList dependencies = pom(ROOT.resolve(module)).getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (text(dependency, "groupId").equals("dev.lolscale")) {
                named.add(text(dependency, "artifactId").replaceFirst("^lolscale-", ""));
            }
        }
        return named;
    }

    private static String inside(String module) {
        return "dev.lolscale." + module + "..";
    }

    private static Element pom(Path folder) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        try (var in = Files.newInputStream(folder.resolve("pom.xml"))) {
            return factory.newDocumentBuilder().parse(in).getDocumentElement();
        }
    }

    private static String text(Element element, String child) {
        return element.getElementsByTagName(child).item(0).getTextContent().strip();
    }
}
