package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {

    private static final Arn LOG_GROUP = Arn.parse("arn:aws-cn:logs:cn-north-1:123456789012:log-group:a:b");

    @Test
    void shouldTakeAnArnApartAndPutItTogether() {
        assertThat(LOG_GROUP).isEqualTo(new Arn("aws-cn", "logs", "cn-north-1", "123456789012", "log-group:a:b"));
        assertThat(LOG_GROUP).hasToString("arn:aws-cn:logs:cn-north-1:123456789012:log-group:a:b");
    }

    @Test
    void shouldNameNeighboursOfTheSamePartition() {
        assertThat(LOG_GROUP.neighbour("glue", "catalog"))
                .hasToString("arn:aws-cn:glue:cn-north-1:123456789012:catalog");
        assertThat(LOG_GROUP.s3("bucket/*")).hasToString("arn:aws-cn:s3:::bucket/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bucket", "arn:aws:s3", "x:aws:s3:::bucket"})
    void shouldRefuseWhatIsNoArn(String text) {
        assertThatThrownBy(() -> Arn.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"" + text + "\" is not an ARN; its form is arn:partition:service:region:account:resource");
    }
}
