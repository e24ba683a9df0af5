package dev.lolscale.local.frontdoor;

import dev.lolscale.local.functions.Invoker;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Stands in for API Gateway on loopback. It maps requests to Lambda proxy events of the API's payload format, hands them
 * to an {@link Invoker}, and maps the results back. What API Gateway refuses it refuses with the same status and
 * message; a refused request never reaches the route's function.
 */
public final class FrontDoor implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /** A sender that has no answer sends again, and then an event may stand there twice. */
    private static final long STOP_MILLIS = 5_000;

    private final Server server;
    private final RequestHandler requests;
    private final URI url;

    private FrontDoor(Server server, RequestHandler requests, URI url) {
        this.server = server;
        this.requests = requests;
        this.url = url;
    }

    /**
     * Opens an HTTP API.
     *
     * @param port the port on loopback; 0 takes a free one
     * @throws IOException in one line when the port is in use
     */
    public static FrontDoor open(HttpApi api, int port, Invoker invoker) throws IOException {
        return open(new HttpApiDoor(api, invoker, System::nanoTime), port);
    }

    /**
     * Opens a REST API.
     *
     * @param port the port on loopback; 0 takes a free one
     * @throws IOException in one line when the port is in use
     */
    public static FrontDoor open(RestApi api, int port, Invoker invoker) throws IOException {
        return open(new RestApiDoor(api, invoker, System::nanoTime, Clock.systemUTC()), port);
    }

    static FrontDoor open(Door door, int port) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(64, 4);
        threads.setName("front-door");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(Limits.MAX_HEADER_BYTES);
        http.setHeaderCacheCaseSensitive(true);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(HOST);
        connector.setPort(port);
        server.addConnector(connector);
        RequestHandler requests = new RequestHandler(door);
        server.setHandler(new GracefulHandler(requests));
        server.setStopTimeout(STOP_MILLIS);
        try {
            server.start();
        } catch (Exception e) {
            LifeCycle.stop(server);
            if (e instanceof RuntimeException fault) {
                throw fault;
            }
            boolean inUse = (e instanceof BindException || e.getCause() instanceof BindException)
                    && !String.valueOf(
                                    e.getCause() == null
                                            ? e.getMessage()
                                            : e.getCause().getMessage())
                            .contains("denied");
            throw new IOException(
                    inUse
                            ? "Port " + port + " on " + HOST + " is in use; take another, or 0 for a free one."
                            : "The front door could not be opened: " + e.getMessage(),
                    e);
        }
        return new FrontDoor(
                server, requests, URI.create("http://" + HOST + ":" + connector.getLocalPort() + door.basePath()));
    }

    /** Where clients send requests to: {@code http://127.0.0.1:PORT}, and the stage where it is part of the path. */
    public URI url() {
        return url;
    }

    /** Has somebody told of each answer from now on, in place of whoever was told before; from several threads. */
    public void listen(AnswerListener listener) {
        requests.listen(listener);
    }

    /** The port on loopback. */
    public int port() {
        return url.getPort();
    }

    /** Closes the port; requests under way have {@link #STOP_MILLIS} to be answered. */
    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
