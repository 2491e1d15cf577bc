"""The roles of one tier: its pipelines' and CloudFormation's, and the boundary of both."""

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from awscdk.stacks.arns import Arns
from awscdk.stacks.pipeline_permissions import PipelinePermissions
from awscdk.tiers import Tier, boundary, execution_policy, tiers

# Services whose resources an environment has.
DEPLOYED_SERVICES = (
    "acm",
    "application-autoscaling",
    "budgets",
    "cloudfront",
    "cloudwatch",
    "ec2",
    "ecs",
    "elasticache",
    "elasticloadbalancing",
    "lambda",
    "logs",
    "rds",
    "route53",
    "s3",
    "scheduler",
    "secretsmanager",
    "sns",
    "ssm",
)
# Path of roles that AWS services define for themselves.
SERVICE_LINKED = "aws-service-role"
# Application Auto Scaling's role for ECS.
SCALING_ROLE = (
    "ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService"
)
# What only tasks, functions and the bastion use.
USED_SERVICES = ("ec2messages", "ecr", "ssmmessages")


class TierRoles(Construct):
    """`trust`: who may use the pipelines' role."""

    def __init__(
        self, scope: Construct, id: str, *, tier: Tier, app: str, trust: iam.IPrincipal
    ) -> None:
        super().__init__(scope, id)
        self._tier, self._app = tier, app
        self._names = f"{tier.environments}-{app}"
        self._others = [f"{each.environments}-{app}" for each in tiers() if each != tier]
        stack = Stack.of(self)
        self._arns = Arns(partition=stack.partition, account=stack.account)
        self.creation = self._executes()
        self.limits = [*self._allows(), *self._denies()]
        self.boundary = iam.ManagedPolicy(
            self,
            "Boundary",
            managed_policy_name=boundary(app, tier),
            description=f"What no role of {tier.name} exceeds, whatever its policies say",
            statements=self.limits,
        )
        self.execution = iam.ManagedPolicy(
            self,
            "Execution",
            managed_policy_name=execution_policy(app, tier),
            description="What CloudFormation may do for a deployment, instead of everything",
            statements=self.creation,
        )
        self.role = iam.Role(
            self,
            "Deploy",
            role_name=f"{app}-{tier.name}",
            description=f"Pipelines that deploy {tier.environments}",
            max_session_duration=Duration.hours(4),
            assumed_by=trust,
            permissions_boundary=self.boundary,
        )
        self.deployment = PipelinePermissions(
            tier=tier, names=self._names, arns=self._arns
        ).statements()
        for statement in self.deployment:
            self.role.add_to_policy(statement)
        CfnOutput(self, "RoleArn", value=self.role.role_arn)

    @property
    def _boundary_arn(self) -> str:
        return self._arns.without_region("iam", f"policy/{boundary(self._app, self._tier)}")

    def _allows(self) -> list[iam.PolicyStatement]:
        """Allow what CloudFormation creates, and what tasks and pipelines use."""
        return [
            *self._executes(),
            iam.PolicyStatement(
                actions=[
                    *(f"{each}:*" for each in USED_SERVICES),
                    "cloudformation:GetTemplate*",
                    "servicequotas:Get*",
                ],
                resources=["*"],
            ),
            # Keys of AWS encrypt secret parameters.
            iam.PolicyStatement(
                actions=["kms:Decrypt"], resources=[self._arns.regional("kms", "key/*")]
            ),
            iam.PolicyStatement(
                actions=["sts:AssumeRole"],
                resources=[self._arns.without_region("iam", f"role/cdk-{self._tier.name}-*")],
            ),
            iam.PolicyStatement(
                actions=["cloudformation:DescribeStacks"],
                resources=[self._arns.regional("cloudformation", f"stack/{self._tier.toolkit}/*")],
            ),
        ]

    def _denies(self) -> list[iam.PolicyStatement]:
        """Deny the resources of other tiers, by their tags and by their names."""
        databases = [self._arns.regional("rds", f"cluster:{each}*") for each in self._others]
        toolkits = [each.name for each in tiers() if each != self._tier]
        return [
            iam.PolicyStatement(
                effect=iam.Effect.DENY,
                actions=["*"],
                resources=["*"],
                conditions={"StringLike": {"aws:ResourceTag/StackName": self._others}},
            ),
            # The passwords that RDS manages have its own tag.
            iam.PolicyStatement(
                effect=iam.Effect.DENY,
                actions=["secretsmanager:*"],
                resources=["*"],
                conditions={"ArnLike": {"aws:ResourceTag/aws:rds:primaryDBClusterArn": databases}},
            ),
            iam.PolicyStatement(
                effect=iam.Effect.DENY,
                actions=["*"],
                resources=[
                    *databases,
                    *(
                        arn
                        for each in self._others
                        for arn in (
                            self._arns.regional("cloudformation", f"stack/{each}-*/*"),
                            self._arns.regional("lambda", f"function:{each}-*"),
                            self._arns.regional("logs", f"log-group:/{each}/*"),
                            self._arns.regional("secretsmanager", f"secret:{each}/*"),
                            self._arns.regional("ssm", f"parameter/{each}/*"),
                            self._arns.bucket(f"{each}-*"),
                        )
                    ),
                    *(
                        arn
                        for each in toolkits
                        for arn in (
                            self._arns.without_region("iam", f"role/cdk-{each}-*"),
                            self._arns.regional("ecr", f"repository/cdk-{each}-*"),
                            self._arns.bucket(f"cdk-{each}-*"),
                        )
                    ),
                ],
            ),
        ]

    def _executes(self) -> list[iam.PolicyStatement]:
        return [
            iam.PolicyStatement(
                actions=[f"{each}:*" for each in DEPLOYED_SERVICES], resources=["*"]
            ),
            # Only roles of these stacks and within the boundary, to prevent privilege escalation.
            iam.PolicyStatement(
                actions=[
                    "iam:AttachRolePolicy",
                    "iam:CreateRole",
                    "iam:DeleteRolePolicy",
                    "iam:DetachRolePolicy",
                    "iam:PutRolePermissionsBoundary",
                    "iam:PutRolePolicy",
                ],
                resources=[self._arns.without_region("iam", f"role/{self._names}/*")],
                conditions={"StringEquals": {"iam:PermissionsBoundary": self._boundary_arn}},
            ),
            iam.PolicyStatement(
                actions=[
                    "iam:DeleteRole",
                    "iam:GetRole",
                    "iam:GetRolePolicy",
                    "iam:ListAttachedRolePolicies",
                    "iam:ListRolePolicies",
                    "iam:PassRole",
                    "iam:TagRole",
                    "iam:UntagRole",
                    "iam:UpdateAssumeRolePolicy",
                    "iam:UpdateRole",
                    "iam:UpdateRoleDescription",
                ],
                resources=[self._arns.without_region("iam", f"role/{self._names}/*")],
            ),
            # The bastion's.
            iam.PolicyStatement(
                actions=[
                    "iam:AddRoleToInstanceProfile",
                    "iam:CreateInstanceProfile",
                    "iam:DeleteInstanceProfile",
                    "iam:GetInstanceProfile",
                    "iam:RemoveRoleFromInstanceProfile",
                ],
                resources=[self._arns.without_region("iam", f"instance-profile/{self._names}/*")],
            ),
            # AWS alone defines what these roles may do: IAM rejects other policies.
            iam.PolicyStatement(
                actions=["iam:CreateServiceLinkedRole", "iam:GetRole", "iam:PutRolePolicy"],
                resources=[self._arns.without_region("iam", f"role/{SERVICE_LINKED}/*")],
            ),
            iam.PolicyStatement(
                actions=["iam:PassRole"],
                resources=[
                    self._arns.without_region("iam", f"role/{SERVICE_LINKED}/{SCALING_ROLE}")
                ],
            ),
            # RDS reads whether the key of the database's password can be used.
            iam.PolicyStatement(
                actions=["kms:DescribeKey"], resources=[self._arns.regional("kms", "key/*")]
            ),
            # Lists support no resources.
            iam.PolicyStatement(
                actions=["cloudformation:ListStacks", "iam:ListInstanceProfiles", "iam:ListRoles"],
                resources=["*"],
            ),
            iam.PolicyStatement(
                actions=["cloudformation:*"],
                resources=[self._arns.regional("cloudformation", f"stack/{self._names}-*/*")],
            ),
        ]
