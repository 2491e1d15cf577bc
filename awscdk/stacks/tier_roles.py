"""The roles of one tier: its pipelines' and CloudFormation's, and the boundary of both."""

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

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
        self.account, self.partition = stack.account, stack.partition
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
        self.deployment = [
            *self._deploys(),
            *self._prepares(),
            *self._destroys(),
            *self._collects_garbage(),
            *self._manages(),
            *self._rehearses_restores(),
        ]
        for statement in self.deployment:
            self.role.add_to_policy(statement)
        CfnOutput(self, "RoleArn", value=self.role.role_arn)

    @property
    def _boundary_arn(self) -> str:
        return self._global("iam", f"policy/{boundary(self._app, self._tier)}")

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
                actions=["kms:Decrypt"], resources=[self._regional("kms", "key/*")]
            ),
            iam.PolicyStatement(
                actions=["sts:AssumeRole"],
                resources=[self._global("iam", f"role/cdk-{self._tier.name}-*")],
            ),
            iam.PolicyStatement(
                actions=["cloudformation:DescribeStacks"],
                resources=[self._regional("cloudformation", f"stack/{self._tier.toolkit}/*")],
            ),
        ]

    def _denies(self) -> list[iam.PolicyStatement]:
        """Deny the resources of other tiers, by their tags and by their names."""
        databases = [self._regional("rds", f"cluster:{each}*") for each in self._others]
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
                            self._regional("cloudformation", f"stack/{each}-*/*"),
                            self._regional("lambda", f"function:{each}-*"),
                            self._regional("logs", f"log-group:/{each}/*"),
                            self._regional("secretsmanager", f"secret:{each}/*"),
                            self._regional("ssm", f"parameter/{each}/*"),
                            f"arn:{self.partition}:s3:::{each}-*",
                        )
                    ),
                    *(
                        arn
                        for each in toolkits
                        for arn in (
                            self._global("iam", f"role/cdk-{each}-*"),
                            self._regional("ecr", f"repository/cdk-{each}-*"),
                            f"arn:{self.partition}:s3:::cdk-{each}-*",
                        )
                    ),
                ],
            ),
        ]

    def _deploys(self) -> list[iam.PolicyStatement]:
        """Allow using the roles of the CDK's bootstrap stack, and nothing else."""
        return [
            iam.PolicyStatement(
                actions=["sts:AssumeRole"],
                resources=[
                    self._global("iam", f"role/cdk-{self._tier.name}-{each}-role-{self.account}-*")
                    for each in ("deploy", "file-publishing", "image-publishing", "lookup")
                ],
            )
        ]

    def _prepares(self) -> list[iam.PolicyStatement]:
        return [
            iam.PolicyStatement(
                actions=[
                    "ssm:DeleteParameter",
                    "ssm:GetParameter",
                    "ssm:GetParameters",
                    "ssm:PutParameter",
                ],
                resources=[self._regional("ssm", f"parameter/{self._names}/*")],
            ),
            # Read-only calls, most of which support no resources.
            iam.PolicyStatement(
                actions=[
                    "cloudfront:ListKeyGroups",
                    "cloudfront:ListPublicKeys",
                    "ec2:DescribeAvailabilityZones",
                    "ec2:DescribeManagedPrefixLists",
                    "ec2:DescribeSecurityGroups",
                    "ec2:DescribeVpcs",
                    "rds:DescribeDBClusterSnapshots",
                    "route53:ListHostedZonesByName",
                    "servicequotas:GetAWSDefaultServiceQuota",
                    "servicequotas:GetServiceQuota",
                    "ssm:DescribeParameters",
                ],
                resources=["*"],
            ),
        ]

    def _destroys(self) -> list[iam.PolicyStatement]:
        """Allow deleting the security group that CloudFront leaves in a VPC."""
        return [
            iam.PolicyStatement(
                actions=["ec2:DeleteSecurityGroup"],
                resources=[self._regional("ec2", "security-group/*")],
                # CloudFront's tag.
                conditions={
                    "StringEquals": {"aws:ResourceTag/aws.cloudfront.vpcorigin": "enabled"}
                },
            )
        ]

    def _collects_garbage(self) -> list[iam.PolicyStatement]:
        """Allow `cdk gc`, which reads what all stacks use, in the stores of the bootstrap."""
        bucket = f"arn:{self.partition}:s3:::cdk-{self._tier.name}-assets-{self.account}-*"
        return [
            iam.PolicyStatement(
                actions=[
                    "cloudformation:GetTemplate",
                    "cloudformation:GetTemplateSummary",
                    "cloudformation:ListStacks",
                ],
                resources=["*"],
            ),
            iam.PolicyStatement(
                actions=["cloudformation:DescribeStacks"],
                resources=[self._regional("cloudformation", f"stack/{self._tier.toolkit}/*")],
            ),
            iam.PolicyStatement(
                actions=[
                    "s3:DeleteObject",
                    "s3:DeleteObjectTagging",
                    "s3:GetObjectTagging",
                    "s3:ListBucket",
                    "s3:PutObjectTagging",
                ],
                resources=[bucket, f"{bucket}/*"],
            ),
            iam.PolicyStatement(
                actions=[
                    "ecr:BatchDeleteImage",
                    "ecr:BatchGetImage",
                    "ecr:DescribeImages",
                    "ecr:DescribeRepositories",
                    "ecr:ListImages",
                    "ecr:PutImage",
                ],
                resources=[
                    self._regional(
                        "ecr", f"repository/cdk-{self._tier.name}-container-assets-{self.account}-*"
                    )
                ],
            ),
        ]

    def _manages(self) -> list[iam.PolicyStatement]:
        """Allow the manual jobs: management commands and their log, sleep and wake, the smoke
        test."""
        return [
            iam.PolicyStatement(
                actions=["cloudformation:DescribeStacks"],
                resources=[self._regional("cloudformation", f"stack/{self._names}-stack/*")],
            ),
            iam.PolicyStatement(
                actions=["ecs:RunTask"],
                resources=[self._regional("ecs", f"task-definition/{self._names}-management:*")],
            ),
            iam.PolicyStatement(
                actions=["ecs:TagResource"],
                resources=[self._regional("ecs", f"task/{self._names}/*")],
                conditions={"StringEquals": {"ecs:CreateAction": "RunTask"}},
            ),
            iam.PolicyStatement(
                actions=["ecs:DescribeTasks"],
                resources=[self._regional("ecs", f"task/{self._names}/*")],
            ),
            iam.PolicyStatement(
                actions=["iam:PassRole"],
                resources=[self._global("iam", f"role/{self._names}/*")],
                conditions={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
            ),
            iam.PolicyStatement(
                actions=["logs:GetLogEvents"],
                resources=[self._regional("logs", f"log-group:/{self._names}/backend:*")],
            ),
            iam.PolicyStatement(
                actions=["lambda:InvokeFunction"],
                resources=[
                    self._regional("lambda", f"function:{self._names}-{each}")
                    for each in ("rest", "smoke")
                ],
            ),
        ]

    def _rehearses_restores(self) -> list[iam.PolicyStatement]:
        """Allow a copy of a database beside it, and its deletion."""
        copies = [
            self._regional("rds", f"{kind}:{self._names}*-rehearsal") for kind in ("cluster", "db")
        ]
        return [
            iam.PolicyStatement(
                actions=["rds:DescribeDBClusters", "rds:DescribeDBInstances"], resources=["*"]
            ),
            iam.PolicyStatement(
                actions=[
                    "rds:AddTagsToResource",
                    "rds:CreateDBInstance",
                    "rds:DeleteDBCluster",
                    "rds:DeleteDBInstance",
                    "rds:ModifyDBCluster",
                    "rds:RestoreDBClusterFromSnapshot",
                ],
                resources=copies,
            ),
            # What a copy is made of.
            iam.PolicyStatement(
                actions=["rds:RestoreDBClusterFromSnapshot"],
                resources=[
                    self._regional("rds", each)
                    for each in ("cluster-pg:*", "cluster-snapshot:*", "subgrp:*")
                ],
            ),
            iam.PolicyStatement(
                actions=["logs:FilterLogEvents"],
                resources=[self._regional("logs", f"log-group:/{self._names}/backend:*")],
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
                resources=[self._global("iam", f"role/{self._names}/*")],
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
                resources=[self._global("iam", f"role/{self._names}/*")],
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
                resources=[self._global("iam", f"instance-profile/{self._names}/*")],
            ),
            # AWS alone defines what these roles may do: IAM rejects other policies.
            iam.PolicyStatement(
                actions=["iam:CreateServiceLinkedRole", "iam:GetRole", "iam:PutRolePolicy"],
                resources=[self._global("iam", f"role/{SERVICE_LINKED}/*")],
            ),
            iam.PolicyStatement(
                actions=["iam:PassRole"],
                resources=[self._global("iam", f"role/{SERVICE_LINKED}/{SCALING_ROLE}")],
            ),
            # RDS reads whether the key of the database's password can be used.
            iam.PolicyStatement(
                actions=["kms:DescribeKey"], resources=[self._regional("kms", "key/*")]
            ),
            # Lists support no resources.
            iam.PolicyStatement(
                actions=["cloudformation:ListStacks", "iam:ListInstanceProfiles", "iam:ListRoles"],
                resources=["*"],
            ),
            iam.PolicyStatement(
                actions=["cloudformation:*"],
                resources=[self._regional("cloudformation", f"stack/{self._names}-*/*")],
            ),
        ]

    def _regional(self, service: str, resource: str) -> str:
        return f"arn:{self.partition}:{service}:*:{self.account}:{resource}"

    def _global(self, service: str, resource: str) -> str:
        return f"arn:{self.partition}:{service}::{self.account}:{resource}"
