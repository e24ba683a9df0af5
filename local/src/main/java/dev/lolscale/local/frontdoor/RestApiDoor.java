package dev.lolscale.local.frontdoor;

import dev.lolscale.local.functions.Invoker;
import dev.lolscale.local.functions.PayloadTooLargeException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Answers as a REST API does. */
final class RestApiDoor implements Door {

    private static final Answer NO_SUCH_METHOD =
            refusal(403, "Missing Authentication Token", "MissingAuthenticationTokenException");
    private static final Answer FORBIDDEN = refusal(403, "Forbidden", "ForbiddenException");
    private static final Answer TOO_LARGE = refusal(413, "Request Too Long", "RequestTooLargeException");
    private static final Answer UNSUPPORTED = refusal(415, "Unsupported Media Type", "UnsupportedMediaTypeException");
    private static final Answer THROTTLED = refusal(429, "Too Many Requests", "TooManyRequestsException");
    private static final Answer QUOTA_EXCEEDED = refusal(429, "Limit Exceeded", "LimitExceededException");
    private static final Answer FAILED = refusal(502, "Internal server error", "InternalServerErrorException");
    private static final Answer TIMED_OUT = refusal(504, "Endpoint request timed out", "InternalServerErrorException");

    /** A method with what it keeps between requests. */
    private record Method(RestMethod settings, Optional<TokenBucket> bucket) {}

    private final RestApi api;
    private final Invoker invoker;
    private final PayloadVersion1 payload;
    private final RouteTable<Method> methods = new RouteTable<>();
    private final Map<String, KeyUsage> keys = new HashMap<>();

    RestApiDoor(RestApi api, Invoker invoker, LongSupplier nanoTime, Clock clock) {
        this.api = api;
        this.invoker = invoker;
        this.payload = new PayloadVersion1(api);
        for (RestMethod method : api.methods()) {
            Optional<TokenBucket> bucket = api.throttle().map(throttle -> new TokenBucket(throttle, nanoTime));
            methods.add(method.method(), method.resourcePath(), new Method(method, bucket));
        }
        for (UsagePlan plan : api.usagePlans()) {
            plan.keys().forEach(key -> keys.put(key.value(), new KeyUsage(key, plan, nanoTime, clock)));
        }
    }

    private static Answer refusal(int status, String message, String errorType) {
        return Answer.message(status, message).with(Map.of("x-amzn-ErrorType", errorType));
    }

    @Override
    public String basePath() {
        return "/" + api.stage();
    }

    @Override
    public CompletableFuture<Answer> answer(Exchange exchange) {
        String requestId = UUID.randomUUID().toString();
        CompletableFuture<Answer> answer = ContentCoding.unpack(exchange)
                .map(unpacked -> method(unpacked, requestId))
                .orElseGet(() -> CompletableFuture.completedFuture(UNSUPPORTED));
        return answer.thenApply(answered -> answered.with(Map.of("x-amzn-RequestId", requestId)));
    }

    private CompletableFuture<Answer> method(Exchange exchange, String requestId) {
        if (!exchange.path().startsWith(basePath() + "/")) {
            // No stage, so no API whose gateway responses could apply.
            return CompletableFuture.completedFuture(FORBIDDEN);
        }
        String path = exchange.path().substring(basePath().length());
        Optional<RouteTable.Match<Method>> match = methods.find(exchange.method(), path);
        if (match.isEmpty()) {
            return refuse(NO_SUCH_METHOD);
        }
        Method method = match.get().target();
        KeyUsage usage = null;
        if (method.settings().apiKeyRequired()) {
            usage = keys.get(Optional.ofNullable(exchange.header("x-api-key")).orElse(""));
            if (usage == null) {
                return refuse(FORBIDDEN);
            }
            KeyUsage.Verdict verdict = usage.use();
            if (verdict != KeyUsage.Verdict.ALLOWED) {
                return refuse(verdict == KeyUsage.Verdict.THROTTLED ? THROTTLED : QUOTA_EXCEEDED);
            }
        }
        if (method.bucket().isPresent() && !method.bucket().get().take()) {
            return refuse(THROTTLED);
        }
        if (exchange.body() == null) {
            return refuse(TOO_LARGE);
        }
        if (method.settings().integration() instanceof RestMethod.Mock mock) {
            return CompletableFuture.completedFuture(mocked(mock));
        }
        String function = ((RestMethod.Proxy) method.settings().integration()).function();
        byte[] event = payload.event(
                exchange,
                method.settings(),
                path,
                match.get().pathParameters(),
                requestId,
                usage == null ? null : usage.key());
        return invoker.invoke(function, event)
                .thenApply(result -> payload.answer(result, exchange).orElseGet(() -> complete(FAILED)))
                .orTimeout(api.integrationTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(fault -> complete(refusal(fault)));
    }

    private CompletableFuture<Answer> refuse(Answer refusal) {
        return CompletableFuture.completedFuture(complete(refusal));
    }

    /** The refusal with what the API adds to it. */
    private Answer complete(Answer refusal) {
        return api.gatewayResponses().stream()
                .filter(response -> response.isFor(refusal))
                .findFirst()
                .map(response -> refusal.with(response.headers()))
                .orElse(refusal);
    }

    private static Answer mocked(RestMethod.Mock mock) {
        Answer answer = new Answer(mock.status(), List.of(), new byte[0]).with(mock.headers());
        return answer.hasHeader("Content-Type") ? answer : answer.with(Map.of("Content-Type", "application/json"));
    }

    private static Answer refusal(Throwable fault) {
        Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
        if (cause instanceof TimeoutException) {
            return TIMED_OUT;
        }
        return cause instanceof PayloadTooLargeException ? TOO_LARGE : FAILED;
    }
}
