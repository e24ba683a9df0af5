package dev.lolscale.local.frontdoor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lolscale.local.functions.InvocationResult;
import dev.lolscale.local.functions.Invoker;
import dev.lolscale.local.functions.PayloadTooLargeException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Answers as an HTTP API does. */
final class HttpApiDoor implements Door {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Answer NOT_FOUND = Answer.message(404, "Not Found");
    private static final Answer UNAUTHORIZED = Answer.message(401, "Unauthorized");
    private static final Answer FORBIDDEN = Answer.message(403, "Forbidden");
    private static final Answer TOO_LARGE = Answer.message(413, "Request Entity Too Large");
    private static final Answer THROTTLED = Answer.message(429, "Too Many Requests");
    private static final Answer FAILED = Answer.message(500, "Internal Server Error");
    private static final Answer TIMED_OUT = Answer.message(503, "Service Unavailable");

    /** A route with what it keeps between requests. */
    private record Route(
            HttpRoute settings, Optional<TokenBucket> bucket, Optional<Authorizer> authorizer, AuthorizerCache cache) {}

    private final HttpApi api;
    private final Invoker invoker;
    private final PayloadVersion2 payload;
    private final RouteTable<Route> routes = new RouteTable<>();
    private final Optional<Route> defaultRoute;
    private final Optional<CorsHeaders> cors;

    HttpApiDoor(HttpApi api, Invoker invoker, LongSupplier nanoTime) {
        this.api = api;
        this.invoker = invoker;
        this.payload = new PayloadVersion2(api);
        this.cors = api.cors().map(CorsHeaders::new);
        Map<Authorizer, AuthorizerCache> caches = new HashMap<>();
        Optional<Route> otherwise = Optional.empty();
        for (HttpRoute settings : api.routes()) {
            AuthorizerCache cache = settings.authorizer()
                    .map(authorizer ->
                            caches.computeIfAbsent(authorizer, key -> new AuthorizerCache(key.cacheTtl(), nanoTime)))
                    .orElse(null);
            Route route = new Route(
                    settings,
                    settings.throttle().map(throttle -> new TokenBucket(throttle, nanoTime)),
                    settings.authorizer(),
                    cache);
            if (settings.routeKey().equals(HttpRoute.DEFAULT)) {
                otherwise = Optional.of(route);
            } else {
                String[] key = settings.routeKey().split(" ", 2);
                routes.add(key[0], key[1], route);
            }
        }
        defaultRoute = otherwise;
    }

    @Override
    public String basePath() {
        return api.stage().equals("$default") ? "" : "/" + api.stage();
    }

    @Override
    public CompletableFuture<Answer> answer(Exchange exchange) {
        String requestId = requestId();
        CompletableFuture<Answer> answer = cors.isPresent() && CorsHeaders.isPreflight(exchange)
                ? CompletableFuture.completedFuture(cors.get().preflight(exchange))
                : route(exchange, requestId).thenApply(routed -> cors.map(headers -> headers.apply(exchange, routed))
                        .orElse(routed));
        return answer.thenApply(routed -> routed.with(Map.of("Apigw-Requestid", requestId)));
    }

    private CompletableFuture<Answer> route(Exchange exchange, String requestId) {
        Optional<RouteTable.Match<Route>> match = Optional.empty();
        if (exchange.path().startsWith(basePath() + "/")) {
            match = routes.find(
                            exchange.method(),
                            exchange.path().substring(basePath().length()))
                    .or(() -> defaultRoute.map(route -> new RouteTable.Match<>(route, Map.of())));
        }
        if (match.isEmpty()) {
            return CompletableFuture.completedFuture(NOT_FOUND);
        }
        Route route = match.get().target();
        Map<String, String> pathParameters = match.get().pathParameters();
        if (route.bucket().isPresent() && !route.bucket().get().take()) {
            return CompletableFuture.completedFuture(THROTTLED);
        }
        if (exchange.body() == null) {
            return CompletableFuture.completedFuture(TOO_LARGE);
        }
        if (route.authorizer().isEmpty()) {
            return invoke(route, exchange, pathParameters, requestId, null);
        }
        Optional<String> identity = route.authorizer().get().identitySource().of(exchange);
        if (identity.isEmpty()) {
            return CompletableFuture.completedFuture(UNAUTHORIZED);
        }
        return route.cache()
                .verdict(identity.get(), () -> ask(route, exchange, pathParameters, requestId, identity.get()))
                .thenCompose(verdict -> verdict.authorized()
                        ? invoke(route, exchange, pathParameters, requestId, verdict.context())
                        : CompletableFuture.completedFuture(FORBIDDEN))
                // Only the authorizer's: the function's faults are answers by now.
                .exceptionally(fault -> FAILED);
    }

    private CompletableFuture<AuthorizerCache.Verdict> ask(
            Route route, Exchange exchange, Map<String, String> pathParameters, String requestId, String identity) {
        byte[] event =
                payload.authorizerEvent(exchange, route.settings().routeKey(), pathParameters, requestId, identity);
        return invoker.invoke(route.authorizer().get().function(), event)
                .thenApply(HttpApiDoor::verdict)
                .orTimeout(api.integrationTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static AuthorizerCache.Verdict verdict(InvocationResult result) {
        JsonNode json = result.functionError().isPresent()
                ? EventJson.object()
                : EventJson.read(result.payload()).orElse(EventJson.object());
        JsonNode authorized = json.path("isAuthorized");
        if (!authorized.isBoolean()) {
            throw new IllegalStateException("The authorizer gave no simple response.");
        }
        JsonNode context = json.path("context");
        return new AuthorizerCache.Verdict(
                authorized.booleanValue(), context.isObject() ? context : EventJson.object());
    }

    private CompletableFuture<Answer> invoke(
            Route route, Exchange exchange, Map<String, String> pathParameters, String requestId, JsonNode context) {
        byte[] event = payload.event(exchange, route.settings().routeKey(), pathParameters, requestId, context);
        return invoker.invoke(route.settings().function(), event)
                .thenApply(result -> PayloadVersion2.answer(result).orElse(FAILED))
                .orTimeout(api.integrationTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(HttpApiDoor::fault);
    }

    private static Answer fault(Throwable fault) {
        Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
        if (cause instanceof TimeoutException) {
            return TIMED_OUT;
        }
        return cause instanceof PayloadTooLargeException ? TOO_LARGE : FAILED;
    }

    /** In the form of an HTTP API's request ids: 11 bytes in base64, as in {@code JKJaXmPLvHcESHA=}. */
    private static String requestId() {
        byte[] id = new byte[11];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().encodeToString(id);
    }
}
