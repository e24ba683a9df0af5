package dev.lolscale.platform;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;

/**
 * A role that an AWS service takes, with its one inline policy.
 *
 * @param role the role
 * @param policy the policy: what uses the role depends on it, or its first minutes fail
 */
record ServiceRole(Role role, RolePolicy policy) {

    /** Makes {@code <name>-role} and {@code <name>-policy}. */
    static ServiceRole create(
            String name, Resource parent, Output<Statement> trust, List<Output<Statement>> statements) {
        Role role = new Role(
                name + "-role",
                RoleArgs.builder()
                        .assumeRolePolicy(PolicyDocument.json(List.of(trust)))
                        .build(),
                Children.of(parent));
        RolePolicy policy = new RolePolicy(
                name + "-policy",
                RolePolicyArgs.builder()
                        .role(role.id())
                        .policy(PolicyDocument.json(statements))
                        .build(),
                Children.of(parent));
        return new ServiceRole(role, policy);
    }

    Output<String> arn() {
        return role.arn();
    }
}
