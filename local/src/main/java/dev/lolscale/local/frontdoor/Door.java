package dev.lolscale.local.frontdoor;

import java.util.concurrent.CompletableFuture;

/** Answers requests as one kind of API does. */
interface Door {

    /** Where clients send requests to, below the address: empty, or a slash and the stage. */
    String basePath();

    /** The answer to a request, failing only by a fault of this program. */
    CompletableFuture<Answer> answer(Exchange exchange);
}
