package dev.lolscale.platform;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What shows answers to people who write no SQL: data sets and a dashboard in QuickSight, and a way into the lake for
 * other BI tools. Each is made only when the arguments ask for it, for each opens the events to somebody.
 */
public final class Reporting extends ComponentResource {

    /** Two hours after midnight UTC: the daily run of the job has long ended. */
    public static final String DEFAULT_REFRESH_TIME = "02:00";

    @Export(
            name = "dashboardId",
            refs = {String.class})
    private Output<String> dashboardId;

    @Export(
            name = "biPolicyArn",
            refs = {String.class})
    private Output<String> biPolicyArn;

    @Export(
            name = "biWorkgroupName",
            refs = {String.class})
    private Output<String> biWorkgroupName;

    @Export(
            name = "jdbcUrl",
            refs = {String.class})
    private Output<String> jdbcUrl;

    /**
     * Declares what was asked for.
     *
     * @param name the component's name; its children are named {@code <name>-<role>}
     * @param args the arguments
     * @param options Pulumi's options
     * @throws com.pulumi.exceptions.RunException when an argument is missing or not allowed
     */
    public Reporting(String name, ReportingArgs args, ComponentResourceOptions options) {
        super("lolscale:index:Reporting", name, args, options);
        Optional<Output<String>> dashboard = args.quicksightPrincipalArn()
                .map(principal -> QuickSightReport.create(name + "-quicksight", this, args, principal));
        Optional<BiAccess> access =
                args.biAccess() ? Optional.of(BiAccess.create(name + "-bi", this, args)) : Optional.empty();
        // Pulumi has put an Output without a value into each of them.
        this.dashboardId = dashboard.orElse(null);
        this.biPolicyArn = access.map(bi -> bi.policy().arn()).orElse(null);
        this.biWorkgroupName = access.map(bi -> bi.workgroup().name()).orElse(null);
        this.jdbcUrl = access.map(BiAccess::jdbcUrl).orElse(null);
        Map<String, Output<?>> outputs = new HashMap<>();
        dashboard.ifPresent(id -> outputs.put("dashboardId", id));
        access.ifPresent(bi -> outputs.putAll(
                Map.of("biPolicyArn", biPolicyArn, "biWorkgroupName", biWorkgroupName, "jdbcUrl", jdbcUrl)));
        registerOutputs(outputs);
    }

    /** The id of the dashboard in QuickSight; nothing without a principal. */
    public Optional<Output<String>> dashboardId() {
        return Optional.ofNullable(dashboardId);
    }

    /** The policy that lets a user read with a BI tool; nothing without BI access. */
    public Optional<Output<String>> biPolicyArn() {
        return Optional.ofNullable(biPolicyArn);
    }

    /** The workgroup of BI users; nothing without BI access. */
    public Optional<Output<String>> biWorkgroupName() {
        return Optional.ofNullable(biWorkgroupName);
    }

    /** Where Athena's JDBC driver, version 3, connects to; nothing without BI access. It holds no credentials. */
    public Optional<Output<String>> jdbcUrl() {
        return Optional.ofNullable(jdbcUrl);
    }
}
