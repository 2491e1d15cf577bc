"""The permissions of GitLab's pipelines in the account, without a permanent key.

One stack for the identity provider and one for each tier: without the bucket of a bootstrap, which
they precede, CloudFormation takes templates of 51,200 bytes only.
"""

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from awscdk.stacks.tier_roles import TierRoles
from awscdk.tiers import Tier, compared_tier


class IdentityProvider(Stack):
    def __init__(self, scope: Construct, id: str, *, gitlab_host: str, **kwargs: object) -> None:
        super().__init__(scope, id, **kwargs)  # type: ignore[arg-type] # a stack's arguments
        iam.OidcProviderNative(
            self, "GitLab", url=f"https://{gitlab_host}", client_ids=[f"https://{gitlab_host}"]
        )


class DeployRoles(Stack):
    """The roles of a tier; one of them includes that of merge requests, which only reads.

    `gitlab_project`: `group/project`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        tier: Tier,
        base_app_name: str,
        gitlab_host: str,
        gitlab_project: str,
        **kwargs: object,
    ) -> None:
        super().__init__(scope, id, **kwargs)  # type: ignore[arg-type] # a stack's arguments

        def pipelines(subject: str) -> iam.WebIdentityPrincipal:
            return iam.WebIdentityPrincipal(
                f"arn:{self.partition}:iam::{self.account}:oidc-provider/{gitlab_host}",
                {
                    "StringEquals": {f"{gitlab_host}:aud": f"https://{gitlab_host}"},
                    "StringLike": {
                        f"{gitlab_host}:sub": f"project_path:{gitlab_project}:{subject}"
                    },
                },
            )

        self.roles = TierRoles(
            self, "Roles", tier=tier, app=base_app_name, trust=pipelines(tier.subject)
        )
        self.statements = [
            (self.roles.role, self.roles.deployment),
            (self.roles.execution, self.roles.creation),
            (self.roles.boundary, self.roles.limits),
        ]
        """All statements by their policies."""
        if tier == compared_tier():
            self._add_diff_role(tier, base_app_name, trust=pipelines("ref_type:branch:ref:*"))

    def _add_diff_role(self, tier: Tier, app: str, *, trust: iam.IPrincipal) -> None:
        role = iam.Role(
            self,
            "Diff",
            role_name=f"{app}-diff",
            description=f"Merge requests: reads {tier.name}'s templates",
            max_session_duration=Duration.hours(1),
            assumed_by=trust,
            permissions_boundary=self.roles.boundary,
        )
        stacks = f"stack/{tier.environments}-{app}-*/*"
        reading = iam.PolicyStatement(
            actions=[
                "cloudformation:DescribeStackResources",
                "cloudformation:DescribeStacks",
                "cloudformation:GetTemplate",
                "cloudformation:ListStackResources",
            ],
            resources=[f"arn:{self.partition}:cloudformation:*:{self.account}:{stacks}"],
        )
        role.add_to_policy(reading)
        self.statements.append((role, [reading]))
        CfnOutput(self, "DiffRoleArn", value=role.role_arn)
