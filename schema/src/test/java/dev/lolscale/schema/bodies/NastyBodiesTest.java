package dev.lolscale.schema.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.schema.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That the bodies are many, and that no expectation contradicts itself. */
class NastyBodiesTest {

    private static final String CATEGORIES = "dev.lolscale.schema.bodies.NastyBodies#CATEGORIES";

    private static final Set<String> REASONS =
            Stream.of(Reason.values()).map(Reason::code).collect(Collectors.toSet());

    @Test
    void shouldBeAtLeastThreeHundred() {
        assertThat(NastyBodies.all()).hasSizeGreaterThanOrEqualTo(300);
        assertThat(NastyBodies.all()).extracting(NastyBody::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource(CATEGORIES)
    void shouldBeAtLeastThirtyOfEachCategory(String category) {
        assertThat(NastyBodies.of(category)).hasSizeGreaterThanOrEqualTo(30);
    }

    @ParameterizedTest
    @FieldSource(CATEGORIES)
    void shouldHaveAtLeastFiveOfEachCategoryOverHttp(String category) {
        assertThat(NastyBodies.of(category)).filteredOn(NastyBody::overHttp).hasSizeGreaterThanOrEqualTo(5);
    }

    static List<NastyBody> bodies() {
        return NastyBodies.all();
    }

    /** The statuses as docs/events.md has them: 204 for all, 200 for some, 400 and others for none. */
    @ParameterizedTest
    @MethodSource("bodies")
    void shouldExpectOneThing(NastyBody body) {
        assertThat(body.landed().lines()).isEqualTo(body.accepted());
        assertThat(body.accepted() > 0).isEqualTo(body.status() < 300);
        assertThat(body.status()).isIn(200, 204, 400, 413, 415, 500);
        assertThat(body.status() == 200)
                .isEqualTo(body.accepted() > 0 && !body.rejected().isEmpty());
        if (!body.rejected().isEmpty()) {
            assertThat(body.status()).isIn(200, 400);
        }
        assertThat(body.rejected())
                .allSatisfy(line -> assertThat(line.split(" ", 3)[1]).isIn(REASONS));
        assertThat(body.rejected().stream().map(line -> Integer.valueOf(line.split(" ", 2)[0])))
                .isSorted()
                .doesNotHaveDuplicates();
        if (body.overHttp()) {
            assertThat(body.requestFields()).isEmpty();
            assertThat(body.invocation()).isEmpty();
        }
    }
}
