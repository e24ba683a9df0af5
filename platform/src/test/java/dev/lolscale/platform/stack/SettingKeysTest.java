package dev.lolscale.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.exceptions.RunException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingKeysTest {

    @Test
    void shouldBeThoseOfTheProjectFile() {
        assertThat(StackFiles.schema().keySet()).containsExactlyInAnyOrderElementsOf(SettingKeys.ALL);
    }

    @Test
    void shouldBeDescribedAndTypedInTheProjectFile() {
        assertThat(StackFiles.schema()).allSatisfy((key, declared) -> assertThat(declared)
                .containsKeys("type", "default", "secret", "description")
                .extractingByKey("description")
                .asString()
                .isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldBeTheOnlyOnesInTheStackFiles(String stack) {
        SettingKeys.refuseUnknown("lolscale", StackFiles.config(stack).keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "bufferSecond, bufferSeconds",
        "frontdoor, frontDoor",
        "rawRetention, rawRetentionDays",
        "partitoner, partitioner"
    })
    void shouldRefuseAMistypedKeyAndNameTheNearest(String mistyped, String nearest) {
        assertThatThrownBy(() -> SettingKeys.refuseUnknown(
                        "lolscale", List.of("lolscale:frontDoor", "lolscale:" + mistyped, "aws:region")))
                .isInstanceOf(RunException.class)
                .hasMessage("lolscale:" + mistyped + ": there is no such setting; the nearest is lolscale:" + nearest
                        + ", and Pulumi.yaml lists all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lolscael", "Lolscale", "lolscal", "lolscales"})
    void shouldRefuseASettingInAMistypedNamespace(String namespace) {
        assertThatThrownBy(() -> SettingKeys.refuseUnknown("lolscale", List.of("aws:region", namespace + ":workers")))
                .isInstanceOf(RunException.class)
                .hasMessage(namespace + ":workers: there is no such setting; the nearest is lolscale:workers, and"
                        + " Pulumi.yaml lists all");
    }

    @Test
    void shouldLeaveOtherNamespacesAlone() {
        SettingKeys.refuseUnknown(
                "lolscale", List.of("aws:bufferSecond", "pulumi:tags", "postgres:database", "lolscales:colour"));
    }

    @Test
    void shouldReadTheKeysThatPulumiHandsOver() {
        assertThat(SettingKeys.of("{\"aws:region\":\"us-east-1\",\"lolscale:frontDoor\":\"http\"}"))
                .isEqualTo(Set.of("aws:region", "lolscale:frontDoor"));
        assertThat(SettingKeys.of(null)).isEmpty();
    }
}
