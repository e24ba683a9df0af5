package dev.lolscale.platform;

import com.pulumi.core.Output;
import java.util.Optional;

/**
 * Where a front door is.
 *
 * @param track the address of {@code POST /track}
 * @param beacon the address of {@code POST /beacon} without a key, if the door has it
 */
record FrontDoorAddresses(Output<String> track, Optional<Output<String>> beacon) {}
