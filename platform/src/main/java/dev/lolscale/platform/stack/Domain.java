package dev.lolscale.platform.stack;

import com.pulumi.exceptions.RunException;

/**
 * Settings of the front door's own domain name; see {@link dev.lolscale.platform.IngestApiArgs}. Each is empty when not
 * set.
 *
 * @param name {@code domainName}
 * @param certificateArn {@code certificateArn}
 * @param hostedZoneId {@code hostedZoneId}
 */
public record Domain(String name, String certificateArn, String hostedZoneId) {

    private static final String NAME = "([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}";

    /**
     * Reads and checks them.
     *
     * @throws RunException when one is not allowed, or is set without the others that it needs
     */
    static Domain read(SettingsReader reader, String region) {
        String certificate = "the ARN of a certificate in AWS Certificate Manager of " + region;
        Domain domain = new Domain(
                reader.text("domainName", "", "|" + NAME, "empty, or a domain name, for example events.example.com"),
                reader.text(
                        "certificateArn",
                        "",
                        "|arn:aws[a-z-]*:acm:" + region + ":\\d{12}:certificate/[A-Za-z0-9-]+",
                        "empty, or " + certificate),
                reader.text("hostedZoneId", "", "|Z[A-Z0-9]{1,31}", "empty, or the id of a Route 53 hosted zone"));
        if (!domain.name.isEmpty() && domain.certificateArn.isEmpty()) {
            throw reader.refused("certificateArn", "", certificate + ", with domainName " + domain.name);
        }
        if (domain.name.isEmpty() && !domain.certificateArn.isEmpty()) {
            throw reader.refused("certificateArn", domain.certificateArn, "empty, without a domainName");
        }
        if (domain.name.isEmpty() && !domain.hostedZoneId.isEmpty()) {
            throw reader.refused("hostedZoneId", domain.hostedZoneId, "empty, without a domainName");
        }
        return domain;
    }
}
