package dev.lolscale.platform;

import com.pulumi.core.Output;

/**
 * The bucket that events land in, created or adopted.
 *
 * @param name its name
 * @param arn its ARN
 */
record Landing(Output<String> name, Output<String> arn) {}
