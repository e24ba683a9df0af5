package dev.lolscale.local.frontdoor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.functions.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Payload format 1.0 of REST APIs: requests as events, functions' results as answers. */
final class PayloadVersion1 {

    private final RestApi api;

    PayloadVersion1(RestApi api) {
        this.api = api;
    }

    /** The event for a function; {@code key} is the client's, or null where none is required. */
    byte[] event(
            Exchange exchange,
            RestMethod method,
            String path,
            Map<String, String> pathParameters,
            String requestId,
            ApiKey key) {
        ObjectNode event = EventJson.object();
        event.put("resource", method.resourcePath());
        event.put("path", path);
        event.put("httpMethod", exchange.method());
        ObjectNode headers = event.putObject("headers");
        ObjectNode multiValueHeaders = event.putObject("multiValueHeaders");
        for (Map.Entry<String, String> header : exchange.eventHeaders()) {
            // The last one wins, as documented for duplicate names.
            headers.put(header.getKey(), header.getValue());
            multiValueHeaders.withArray(header.getKey()).add(header.getValue());
        }
        parameters(exchange.parameters(), event);
        event.set("pathParameters", pathParameters.isEmpty() ? null : EventJson.object(pathParameters));
        event.putNull("stageVariables");
        event.set("requestContext", context(exchange, method, requestId, key));
        boolean binary = isBinary(exchange.header("Content-Type"));
        if (exchange.body().length == 0) {
            event.putNull("body");
        } else if (binary) {
            event.put("body", Base64.getEncoder().encodeToString(exchange.body()));
        } else {
            event.put("body", new String(exchange.body(), StandardCharsets.UTF_8));
        }
        event.put("isBase64Encoded", binary && exchange.body().length > 0);
        return EventJson.bytes(event);
    }

    private static void parameters(Map<String, List<String>> parameters, ObjectNode event) {
        if (parameters.isEmpty()) {
            event.putNull("queryStringParameters");
            event.putNull("multiValueQueryStringParameters");
            return;
        }
        ObjectNode last = event.putObject("queryStringParameters");
        ObjectNode all = event.putObject("multiValueQueryStringParameters");
        parameters.forEach((name, values) -> {
            last.put(name, values.get(values.size() - 1));
            ArrayNode array = all.putArray(name);
            values.forEach(array::add);
        });
    }

    private ObjectNode context(Exchange exchange, RestMethod method, String requestId, ApiKey key) {
        ObjectNode context = EventJson.object();
        context.put("resourceId", Integer.toString(method.resourcePath().hashCode() & Integer.MAX_VALUE, 36));
        context.put("resourcePath", method.resourcePath());
        context.put("httpMethod", exchange.method());
        context.put("extendedRequestId", requestId);
        context.put("requestTime", EventJson.time(exchange.time()));
        context.put("path", exchange.path());
        context.put("accountId", api.accountId());
        context.put("protocol", exchange.protocol());
        context.put("stage", api.stage());
        context.put("domainPrefix", api.apiId());
        context.put("requestTimeEpoch", exchange.time().toEpochMilli());
        context.put("requestId", requestId);
        ObjectNode identity = context.putObject("identity");
        for (String absent : List.of(
                "cognitoIdentityPoolId",
                "accountId",
                "cognitoIdentityId",
                "caller",
                "accessKey",
                "cognitoAuthenticationType",
                "cognitoAuthenticationProvider",
                "userArn",
                "principalOrgId",
                "user")) {
            identity.putNull(absent);
        }
        identity.put("sourceIp", exchange.sourceIp());
        identity.put("userAgent", exchange.header("User-Agent"));
        if (key == null) {
            identity.putNull("apiKey");
        } else {
            identity.put("apiKey", key.value());
            identity.put("apiKeyId", key.id());
        }
        context.put("domainName", api.apiId() + ".execute-api." + api.region() + ".amazonaws.com");
        context.put("apiId", api.apiId());
        return context;
    }

    private boolean isBinary(String mediaTypes) {
        if (api.binaryMediaTypes().contains("*/*")) {
            return true;
        }
        String first = mediaTypes == null ? "" : mediaTypes.split("[;,]", 2)[0].trim();
        return api.binaryMediaTypes().contains(first.toLowerCase(Locale.ROOT));
    }

    /**
     * The client's answer, or nothing when the function failed or its result is malformed. Base64 is decoded only for
     * clients whose first {@code Accept} is a binary media type, as documented.
     */
    Optional<Answer> answer(InvocationResult result, Exchange exchange) {
        if (result.functionError().isPresent()) {
            return Optional.empty();
        }
        boolean decode = isBinary(exchange.header("Accept"));
        return EventJson.read(result.payload()).flatMap(json -> ProxyAnswer.read(json, "application/json", decode));
    }
}
