package dev.lolscale.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.glue.Step;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldTellWhatEachStepDidAndAddUpTheJobs() throws IOException {
        Step job = new Step("transform", Step.Kind.JOB, Step.State.SUCCEEDED, 12.5, details("""
                {"_aws":{"Timestamp":1},"mode":"load","rawLines":10,"rows":7,"quarantined":1,"duplicatesDropped":2,
                 "late":3,"seconds":9.5}"""), "");
        Step crawler = new Step("raw", Step.Kind.CRAWLER, Step.State.FAILED, 0.5, details("{\"tables\":[]}"), "broken");

        assertThat(JSON.readTree(WorkflowReport.of(List.of(job, crawler)).toString()))
                .isEqualTo(JSON.readTree("""
                {"steps":[
                  {"name":"transform","kind":"job","state":"SUCCEEDED","mode":"load","rawLines":10,"rows":7,
                   "quarantined":1,"duplicatesDropped":2,"late":3,"seconds":12.5},
                  {"name":"raw","kind":"crawler","state":"FAILED","tables":[],"seconds":0.5,"problem":"broken"}],
                 "raw":10,"rows":7,"quarantined":1,"duplicatesDropped":2}
                """));
    }

    private static ObjectNode details(String json) throws IOException {
        return (ObjectNode) JSON.readTree(json);
    }
}
