package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {

    @Test
    void shouldWriteElementsInAFixedOrder() {
        Statement statement = Statement.allow("s3:PutObject")
                .by("Service", "b.amazonaws.com")
                .on("arn:aws:s3:::bucket/a", "arn:aws:s3:::bucket/b")
                .when("StringEquals", "aws:SourceOrgID", "o-1")
                .when("ArnLike", "aws:SourceArn", "arn:x", "arn:y")
                .when("StringEquals", "aws:SourceAccount", "1");

        assertThat(PolicyDocument.json(List.of(statement)))
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                        + "\"Principal\":{\"Service\":[\"b.amazonaws.com\"]},\"Action\":[\"s3:PutObject\"],"
                        + "\"Resource\":[\"arn:aws:s3:::bucket/a\",\"arn:aws:s3:::bucket/b\"],"
                        + "\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":[\"arn:x\",\"arn:y\"]},"
                        + "\"StringEquals\":{\"aws:SourceAccount\":[\"1\"],\"aws:SourceOrgID\":[\"o-1\"]}}}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "s3:*", "s3:Get*"})
    void shouldRefuseToAllowAWildcard(String action) {
        assertThatThrownBy(() -> Statement.allow("s3:GetObject", action))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an Allow statement names its actions, without wildcard: [s3:GetObject, " + action + "]");
    }

    @Test
    void shouldDenyByWildcard() {
        assertThat(Statement.deny("s3:*").actions()).containsExactly("s3:*");
    }
}
