package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.Set;

/**
 * API Gateway: each request, of an HTTP API each 512 KB of it, and what leaves AWS as answers. The function's 204 has no
 * body, so an answer is its headers.
 */
final class ApiGatewayPricing implements ServicePricing {

    static final String HTTP_API = "aws:apigatewayv2/api:Api";
    static final String REST_API = "aws:apigateway/restApi:RestApi";

    private static final String REST_STAGE = "aws:apigateway/stage:Stage";
    private static final String SERVICE = "API Gateway";
    private static final double METERED_BYTES = 512 * 1024;

    @Override
    public Set<String> types() {
        return Set.of(HTTP_API, REST_API, REST_STAGE);
    }

    @Override
    public void price(GraphResource api, Flow flow, Charges charges) {
        if (api.type().equals(REST_STAGE)) {
            stage(api, charges);
            return;
        }
        double requests = flow.requestsAt(api);
        if (requests == 0) {
            charges.unpriced(api, "none of its integrations calls a function that takes events");
            return;
        }
        if (api.type().equals(REST_API)) {
            charges.ingest(api, SERVICE, "REST API requests", requests, "apigateway.rest");
        } else if (api.inputs().optionalText("protocolType").orElse("").equals("HTTP")) {
            double steps = Math.max(1, Math.ceil(flow.workload().bodyBytes() / METERED_BYTES));
            charges.ingest(api, SERVICE, "HTTP API requests", requests * steps, "apigateway.http");
        } else {
            charges.unpriced(api, "only HTTP and REST APIs are priced");
            return;
        }
        double bytes = requests * flow.measurements().number("door.answerBytes");
        charges.ingest(api, "Data transfer", "answers to senders", Gigabytes.of(bytes), "transfer.out");
    }

    private static void stage(GraphResource stage, Charges charges) {
        if (stage.inputs().flag("cacheClusterEnabled")) {
            charges.unpriced(stage, "a cache, which is charged by the hour");
        } else {
            charges.free(stage, "a part of an API, which is charged by its requests");
        }
    }
}
