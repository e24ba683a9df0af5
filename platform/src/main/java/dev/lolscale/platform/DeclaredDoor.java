package dev.lolscale.platform;

import com.pulumi.core.Output;
import java.util.Optional;

/**
 * A front door that was declared.
 *
 * @param track the address of {@code POST /track}
 * @param beacon the address of {@code POST /beacon} without a key, if the door has it
 * @param api the API, by what its metrics call it: an HTTP API's id, a REST API's name
 * @param stage the API's stage
 * @param trackFunction the track function's name
 * @param authorizerFunction the authorizer's, if the door has one
 */
record DeclaredDoor(
        Output<String> track,
        Optional<Output<String>> beacon,
        Output<String> api,
        Output<String> stage,
        Output<String> trackFunction,
        Optional<Output<String>> authorizerFunction) {}
