package dev.lolscale.platform;

import com.pulumi.core.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes statements as the JSON of an IAM policy. */
final class PolicyDocument {

    private PolicyDocument() {}

    static String json(List<Statement> statements) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements.stream().map(Statement::elements).toList());
        return Json.of(document);
    }

    static Output<String> json(Iterable<Output<Statement>> statements) {
        return Output.all(statements).applyValue(PolicyDocument::json);
    }
}
