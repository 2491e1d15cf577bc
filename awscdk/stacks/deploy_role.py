"""The permissions of GitLab's pipelines in the account, without a permanent key."""

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

# Services whose resources an environment has; a test reads them from the templates.
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
# Default qualifier of the CDK's bootstrap stack.
QUALIFIER = "hnb659fds"
# Path of roles that AWS services define for themselves.
SERVICE_LINKED = "aws-service-role"
# Application Auto Scaling's role for ECS.
SCALING_ROLE = (
    "ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService"
)


class DeployRole(Stack):
    """`gitlab_project`: `group/project`, whose branches and version tags may deploy.

    An account is one trust boundary: use a separate account for a production with fewer operators.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        base_app_name: str,
        gitlab_host: str,
        gitlab_project: str,
        **kwargs: object,
    ) -> None:
        super().__init__(scope, id, **kwargs)  # type: ignore[arg-type] # a stack's arguments
        self._app = base_app_name
        provider = iam.OidcProviderNative(
            self, "GitLab", url=f"https://{gitlab_host}", client_ids=[f"https://{gitlab_host}"]
        )
        self.role = iam.Role(
            self,
            "Deploy",
            role_name=f"{base_app_name}-deploy",
            description=f"Pipelines of {gitlab_project}",
            max_session_duration=Duration.hours(4),
            assumed_by=iam.WebIdentityPrincipal(
                provider.oidc_provider_arn,
                {
                    "StringEquals": {f"{gitlab_host}:aud": f"https://{gitlab_host}"},
                    "StringLike": {
                        f"{gitlab_host}:sub": [
                            f"project_path:{gitlab_project}:ref_type:branch:ref:*",
                            f"project_path:{gitlab_project}:ref_type:tag:ref:v*",
                        ]
                    },
                },
            ),
        )
        self.deployment = [
            *self._deploys(),
            *self._prepares(),
            *self._destroys(),
            *self._collects_garbage(),
            *self._manages(),
        ]
        for statement in self.deployment:
            self.role.add_to_policy(statement)
        self.creation = self._executes()
        self.execution = iam.ManagedPolicy(
            self,
            "Execution",
            managed_policy_name=f"{base_app_name}-cloudformation",
            description="What CloudFormation may do for a deployment, instead of everything",
            statements=self.creation,
        )
        CfnOutput(self, "DeployRoleArn", value=self.role.role_arn)
        CfnOutput(self, "ExecutionPolicyArn", value=self.execution.managed_policy_arn)

    def _deploys(self) -> list[iam.PolicyStatement]:
        """Allow using the roles of the CDK's bootstrap stack, and nothing else."""
        return [
            iam.PolicyStatement(
                actions=["sts:AssumeRole"],
                resources=[
                    self._global("iam", f"role/cdk-{QUALIFIER}-{each}-role-{self.account}-*")
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
                resources=[self._regional("ssm", f"parameter/*-{self._app}/*")],
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
        bucket = f"arn:{self.partition}:s3:::cdk-{QUALIFIER}-assets-{self.account}-*"
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
                resources=[self._regional("cloudformation", "stack/CDKToolkit/*")],
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
                        "ecr", f"repository/cdk-{QUALIFIER}-container-assets-{self.account}-*"
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
                resources=[self._regional("cloudformation", f"stack/*-{self._app}-stack/*")],
            ),
            iam.PolicyStatement(
                actions=["ecs:RunTask"],
                resources=[self._regional("ecs", f"task-definition/*-{self._app}-management:*")],
            ),
            iam.PolicyStatement(
                actions=["ecs:TagResource"],
                resources=[self._regional("ecs", f"task/*-{self._app}/*")],
                conditions={"StringEquals": {"ecs:CreateAction": "RunTask"}},
            ),
            iam.PolicyStatement(
                actions=["ecs:DescribeTasks"],
                resources=[self._regional("ecs", f"task/*-{self._app}/*")],
            ),
            iam.PolicyStatement(
                actions=["iam:PassRole"],
                resources=[self._global("iam", f"role/*-{self._app}/*")],
                conditions={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
            ),
            iam.PolicyStatement(
                actions=["logs:GetLogEvents"],
                resources=[self._regional("logs", f"log-group:/*-{self._app}/backend:*")],
            ),
            iam.PolicyStatement(
                actions=["lambda:InvokeFunction"],
                resources=[
                    self._regional("lambda", f"function:*-{self._app}-{each}")
                    for each in ("rest", "smoke")
                ],
            ),
        ]

    def _executes(self) -> list[iam.PolicyStatement]:
        return [
            iam.PolicyStatement(
                actions=[f"{each}:*" for each in DEPLOYED_SERVICES], resources=["*"]
            ),
            # Only roles of these stacks, to prevent privilege escalation.
            iam.PolicyStatement(
                actions=[
                    "iam:AttachRolePolicy",
                    "iam:CreateRole",
                    "iam:DeleteRole",
                    "iam:DeleteRolePolicy",
                    "iam:DetachRolePolicy",
                    "iam:GetRole",
                    "iam:GetRolePolicy",
                    "iam:ListAttachedRolePolicies",
                    "iam:ListRolePolicies",
                    "iam:PassRole",
                    "iam:PutRolePolicy",
                    "iam:TagRole",
                    "iam:UntagRole",
                    "iam:UpdateAssumeRolePolicy",
                    "iam:UpdateRole",
                    "iam:UpdateRoleDescription",
                ],
                resources=[self._global("iam", f"role/*-{self._app}/*")],
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
                resources=[self._global("iam", f"instance-profile/*-{self._app}/*")],
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
                resources=[self._regional("cloudformation", f"stack/*-{self._app}-*/*")],
            ),
        ]

    def _regional(self, service: str, resource: str) -> str:
        return f"arn:{self.partition}:{service}:*:{self.account}:{resource}"

    def _global(self, service: str, resource: str) -> str:
        return f"arn:{self.partition}:{service}::{self.account}:{resource}"
