package dev.lolscale.platform;

/** What receives the events. */
public enum FrontDoor {
    /** An HTTP API; a Lambda authorizer checks the API key and its answer is cached. About a third of REST's price. */
    HTTP("http"),
    /** A REST API; API Gateway itself checks the API key, with a usage plan for each. */
    REST("rest");

    private final String value;

    FrontDoor(String value) {
        this.value = value;
    }

    /** The name in settings: {@code http} or {@code rest}. */
    public String value() {
        return value;
    }

    static FrontDoor of(String value) {
        return Choice.of("frontDoor", values(), FrontDoor::value, value);
    }
}
