package dev.lolscale.local.frontdoor;

import java.util.List;
import java.util.Optional;

/**
 * A usage plan of a REST API's stage.
 *
 * @param keys the keys that belong to the plan: no other key is let in
 * @param throttle the limit of each key, if any
 * @param quota what each key may use in a period, if limited
 */
public record UsagePlan(List<ApiKey> keys, Optional<Throttle> throttle, Optional<Quota> quota) {

    /** Copies the keys. */
    public UsagePlan {
        keys = List.copyOf(keys);
    }
}
