package dev.lolscale.platform;

import com.pulumi.aws.apigateway.BasePathMapping;
import com.pulumi.aws.apigateway.BasePathMappingArgs;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.aws.apigateway.inputs.DomainNameEndpointConfigurationArgs;
import com.pulumi.aws.apigatewayv2.Api;
import com.pulumi.aws.apigatewayv2.ApiMapping;
import com.pulumi.aws.apigatewayv2.ApiMappingArgs;
import com.pulumi.aws.apigatewayv2.DomainName;
import com.pulumi.aws.apigatewayv2.DomainNameArgs;
import com.pulumi.aws.apigatewayv2.Stage;
import com.pulumi.aws.apigatewayv2.inputs.DomainNameDomainNameConfigurationArgs;
import com.pulumi.aws.apigatewayv2.outputs.DomainNameDomainNameConfiguration;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.Optional;

/**
 * A domain name of one's own before an API: the name with its certificate, the mapping of all its paths to the stage, and
 * the alias record where the hosted zone is given.
 *
 * @param name the domain name
 * @param certificateArn the certificate for it, of the same region
 */
record CustomDomain(String name, Output<String> certificateArn) {

    private static final String REGIONAL = "REGIONAL";
    private static final String SECURITY_POLICY = "TLS_1_2";

    /** The one that the arguments name, if any. */
    static Optional<CustomDomain> of(IngestApiArgs args) {
        return args.domainName()
                .map(name -> new CustomDomain(name, args.certificateArn().orElseThrow()));
    }

    /** Puts it before an HTTP API and returns its address, which is of use only once the mapping is there. */
    Output<String> before(String component, Resource parent, IngestApiArgs args, Api api, Stage stage) {
        DomainName domain = new DomainName(
                component + "-domain",
                DomainNameArgs.builder()
                        .domainName(name)
                        .domainNameConfiguration(DomainNameDomainNameConfigurationArgs.builder()
                                .certificateArn(certificateArn)
                                .endpointType(REGIONAL)
                                .securityPolicy(SECURITY_POLICY)
                                .build())
                        .build(),
                Children.of(parent));
        ApiMapping mapping = new ApiMapping(
                component + "-domain-mapping",
                ApiMappingArgs.builder()
                        .apiId(api.id())
                        .domainName(domain.id())
                        .stage(stage.id())
                        .build(),
                Children.of(parent));
        Output<DomainNameDomainNameConfiguration> configuration = domain.domainNameConfiguration();
        alias(
                component,
                parent,
                args,
                configuration.applyValue(made -> made.targetDomainName().orElseThrow()),
                configuration.applyValue(made -> made.hostedZoneId().orElseThrow()));
        return mapping.id().applyValue(id -> "https://" + name);
    }

    /** Puts it before a REST API and returns its address, which is of use only once the mapping is there. */
    Output<String> before(
            String component, Resource parent, IngestApiArgs args, RestApi api, com.pulumi.aws.apigateway.Stage stage) {
        com.pulumi.aws.apigateway.DomainName domain = new com.pulumi.aws.apigateway.DomainName(
                component + "-domain",
                com.pulumi.aws.apigateway.DomainNameArgs.builder()
                        .domainName(name)
                        .regionalCertificateArn(certificateArn)
                        .endpointConfiguration(DomainNameEndpointConfigurationArgs.builder()
                                .types(REGIONAL)
                                .build())
                        .securityPolicy(SECURITY_POLICY)
                        .build(),
                Children.of(parent));
        BasePathMapping mapping = new BasePathMapping(
                component + "-domain-mapping",
                BasePathMappingArgs.builder()
                        .restApi(api.id())
                        .domainName(domain.domainName())
                        .stageName(stage.stageName())
                        .build(),
                Children.of(parent));
        alias(component, parent, args, domain.regionalDomainName(), domain.regionalZoneId());
        return mapping.id().applyValue(id -> "https://" + name);
    }

    private void alias(
            String component, Resource parent, IngestApiArgs args, Output<String> target, Output<String> targetZone) {
        args.hostedZoneId()
                .ifPresent(zone -> new Record(
                        component + "-domain-record",
                        RecordArgs.builder()
                                .zoneId(zone)
                                .name(name)
                                .type("A")
                                .aliases(RecordAliasArgs.builder()
                                        .name(target)
                                        .zoneId(targetZone)
                                        .evaluateTargetHealth(false)
                                        .build())
                                .build(),
                        Children.of(parent)));
    }
}
