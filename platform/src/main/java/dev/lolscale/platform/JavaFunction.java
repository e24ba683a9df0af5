package dev.lolscale.platform;

import com.pulumi.asset.Archive;
import com.pulumi.asset.FileArchive;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.lambda.Alias;
import com.pulumi.aws.lambda.AliasArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.enums.Runtime;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionSnapStartArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Lambda function in Java with its log group, its role, and the alias {@code live} of its newest published version.
 * Callers use the alias only: SnapStart works on published versions.
 *
 * @param function the function
 * @param alias the alias that integrations, permissions and event sources name
 */
record JavaFunction(Function function, Alias alias) {

    static final String ALIAS = "live";

    /**
     * What a function is made of.
     *
     * @param jar the path of the jar, relative to the project's directory
     * @param handler the handler class
     * @param memoryMegabytes memory, 128 to 10240; processor time grows with it
     * @param timeoutSeconds 1 to 900
     * @param environment its environment; TZ=UTC is added
     * @param statements what it may do besides writing its log
     * @param logRetentionDays how long its log is kept
     * @param key the ARN of the KMS key for its variables, snapshots and log; AWS's own keys without one
     */
    record Definition(
            Output<String> jar,
            String handler,
            Output<Integer> memoryMegabytes,
            Output<Integer> timeoutSeconds,
            Output<Map<String, String>> environment,
            List<Output<Statement>> statements,
            Output<Integer> logRetentionDays,
            Optional<Output<String>> key) {}

    static JavaFunction create(String name, Resource parent, Definition definition) {
        LogGroup logs = new LogGroup(
                name + "-logs",
                LogGroupArgs.builder()
                        .retentionInDays(definition.logRetentionDays())
                        .kmsKeyId(definition.key().orElse(null))
                        .build(),
                Children.of(parent));
        List<Output<Statement>> statements = new ArrayList<>();
        statements.add(logs.arn().applyValue(arn -> Statement.allow("logs:CreateLogStream", "logs:PutLogEvents")
                .on(arn + ":*")));
        statements.addAll(definition.statements());
        statements.addAll(KeyUse.reading(definition.key(), "lambda"));
        ServiceRole role =
                ServiceRole.create(name, parent, Output.of(Statement.assumedBy("lambda.amazonaws.com")), statements);
        Function function = new Function(
                name,
                FunctionArgs.builder()
                        .runtime(Runtime.Java21)
                        .architectures("arm64")
                        .handler(definition.handler())
                        .code(definition.jar().applyValue(path -> (Archive) new FileArchive(path)))
                        .memorySize(definition.memoryMegabytes())
                        .timeout(definition.timeoutSeconds())
                        .role(role.arn())
                        .kmsKeyArn(definition.key().orElse(null))
                        .publish(true)
                        .snapStart(FunctionSnapStartArgs.builder()
                                .applyOn("PublishedVersions")
                                .build())
                        .environment(FunctionEnvironmentArgs.builder()
                                .variables(definition.environment().applyValue(JavaFunction::inUtc))
                                .build())
                        .loggingConfig(FunctionLoggingConfigArgs.builder()
                                .logFormat("JSON")
                                .logGroup(logs.name())
                                .applicationLogLevel("INFO")
                                // Two platform lines for each invocation would cost more than the delivery.
                                .systemLogLevel("WARN")
                                .build())
                        .build(),
                Children.of(parent, role.policy()));
        Alias alias = new Alias(
                name + "-" + ALIAS,
                AliasArgs.builder()
                        .name(ALIAS)
                        .functionName(function.name())
                        .functionVersion(function.version())
                        .build(),
                Children.of(parent));
        return new JavaFunction(function, alias);
    }

    private static Map<String, String> inUtc(Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("TZ", "UTC");
        return variables;
    }
}
