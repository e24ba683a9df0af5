package dev.lolscale.local.functions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;

/**
 * The main class of a function's process: runs AWS's runtime interface client, and ends the process when its host is
 * gone. The host holds the other end of standard input open and never writes; however the host ends, {@code kill -9}
 * included, the operating system closes it. Runs alone in a small jar on the function's side: uses nothing of ours.
 */
final class Lifeline {

    private static final String RUNTIME_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private Lifeline() {}

    /**
     * Runs the function.
     *
     * @param arguments the handler
     * @throws Throwable what ends the runtime interface client
     */
    public static void main(String[] arguments) throws Throwable {
        InputStream host = System.in;
        System.setIn(InputStream.nullInputStream());
        Thread watch = new Thread(() -> endWith(host), "lifeline");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(RUNTIME_CLIENT).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void endWith(InputStream host) {
        try {
            host.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe says the same as its end.
        }
        Runtime.getRuntime().halt(1);
    }
}
