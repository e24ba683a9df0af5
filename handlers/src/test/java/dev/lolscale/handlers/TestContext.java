package dev.lolscale.handlers;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.function.IntSupplier;

/** An invocation with a given time left. */
record TestContext(IntSupplier remaining) implements Context {

    static TestContext withMillis(int millis) {
        return new TestContext(() -> millis);
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remaining.getAsInt();
    }

    @Override
    public String getAwsRequestId() {
        return "8f3c2f7e-37ff-11e8-b467-0ed5f89f718b";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/track";
    }

    @Override
    public String getLogStreamName() {
        return "2018/04/04/[$LATEST]0";
    }

    @Override
    public String getFunctionName() {
        return "track";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:123456789012:function:track";
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException("the functions log to standard output");
    }
}
