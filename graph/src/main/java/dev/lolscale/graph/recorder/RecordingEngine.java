package dev.lolscale.graph.recorder;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import pulumirpc.EngineGrpc.EngineImplBase;
import pulumirpc.EngineOuterClass.GetRootResourceRequest;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
import pulumirpc.EngineOuterClass.SetRootResourceRequest;
import pulumirpc.EngineOuterClass.SetRootResourceResponse;

/** Stands in for the part of Pulumi's engine that programs talk to: logs and the root resource. */
final class RecordingEngine extends EngineImplBase {

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private volatile String rootUrn = "";

    /** What the program logged as errors, in order of arrival. */
    List<String> errors() {
        return errors;
    }

    @Override
    public void log(LogRequest request, StreamObserver<Empty> observer) {
        if (request.getSeverity() == LogSeverity.ERROR) {
            errors.add(request.getMessage());
        }
        RecordingMonitor.answer(observer, Empty.getDefaultInstance());
    }

    @Override
    public void getRootResource(GetRootResourceRequest request, StreamObserver<GetRootResourceResponse> observer) {
        RecordingMonitor.answer(
                observer, GetRootResourceResponse.newBuilder().setUrn(rootUrn).build());
    }

    @Override
    public void setRootResource(SetRootResourceRequest request, StreamObserver<SetRootResourceResponse> observer) {
        rootUrn = request.getUrn();
        RecordingMonitor.answer(observer, SetRootResourceResponse.getDefaultInstance());
    }
}
