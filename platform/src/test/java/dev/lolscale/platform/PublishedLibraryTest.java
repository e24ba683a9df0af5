package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Whoever depends on the components gets what they need and nothing besides, and can see whose they are. */
class PublishedLibraryTest {

    @Test
    void shouldBringNoMoreThanTheComponentsNeed() throws Exception {
        assertThat(dependencies(Path.of("pom.xml")))
                .containsExactly(
                        "lolscale-schema", "pulumi", "aws", "gson", "slf4j-api optional", "cron-utils optional");
        assertThat(dependencies(Path.of("../schema/pom.xml"))).containsExactly("jackson-core");
    }

    @Test
    void shouldSayWhatARepositoryOfLibrariesAsksFor() throws Exception {
        Element project = read(Path.of("../pom.xml"));

        assertThat(List.of("name", "description", "url", "licenses", "developers", "scm"))
                .allSatisfy(element ->
                        assertThat(child(project, element)).as(element).isNotBlank());
        assertThat(List.of("../schema/pom.xml", "pom.xml")).allSatisfy(file -> {
            Element module = read(Path.of(file));
            assertThat(child(module, "name")).isNotBlank();
            assertThat(child(module, "description")).isNotBlank();
        });
    }

    private static List<String> dependencies(Path pom) throws Exception {
        List<String> found = new ArrayList<>();
        for (Element dependency : elements(elements(read(pom), "dependencies").get(0), "dependency")) {
            if (!child(dependency, "scope").equals("test")) {
                found.add(child(dependency, "artifactId")
                        + (child(dependency, "optional").equals("true") ? " optional" : ""));
            }
        }
        return found;
    }

    private static String child(Element parent, String name) {
        return elements(parent, name).stream()
                .findFirst()
                .map(element -> element.getTextContent().strip())
                .orElse("");
    }

    private static List<Element> elements(Element parent, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList children = parent.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element
                    && element.getTagName().equals(name)) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static Element read(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }
}
