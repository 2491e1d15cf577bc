"""Permissions of a tier's pipelines: deployments by the bootstrap's roles, and manual jobs."""

from aws_cdk import aws_iam as iam

from awscdk.stacks.arns import Arns
from awscdk.tiers import Tier


class PipelinePermissions:
    """`names`: pattern of the tier's environments with the application."""

    def __init__(self, *, tier: Tier, names: str, arns: Arns) -> None:
        self._tier, self._names, self._arns = tier, names, arns

    def statements(self) -> list[iam.PolicyStatement]:
        return [
            *self._deploys(),
            *self._prepares(),
            *self._destroys(),
            *self._collects_garbage(),
            *self._manages(),
            *self._rehearses_restores(),
        ]

    def _deploys(self) -> list[iam.PolicyStatement]:
        """Allow using the roles of the CDK's bootstrap stack, and nothing else."""
        return [
            iam.PolicyStatement(
                actions=["sts:AssumeRole"],
                resources=[
                    self._arns.without_region(
                        "iam", f"role/cdk-{self._tier.name}-{each}-role-{self._arns.account}-*"
                    )
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
                resources=[self._arns.regional("ssm", f"parameter/{self._names}/*")],
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
                resources=[self._arns.regional("ec2", "security-group/*")],
                # CloudFront's tag.
                conditions={
                    "StringEquals": {"aws:ResourceTag/aws.cloudfront.vpcorigin": "enabled"}
                },
            )
        ]

    def _collects_garbage(self) -> list[iam.PolicyStatement]:
        """Allow `cdk gc`, which reads what all stacks use, in the stores of the bootstrap."""
        bucket = self._arns.bucket(f"cdk-{self._tier.name}-assets-{self._arns.account}-*")
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
                resources=[self._arns.regional("cloudformation", f"stack/{self._tier.toolkit}/*")],
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
                    self._arns.regional(
                        "ecr",
                        f"repository/cdk-{self._tier.name}-container-assets-{self._arns.account}-*",
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
                resources=[self._arns.regional("cloudformation", f"stack/{self._names}-stack/*")],
            ),
            iam.PolicyStatement(
                actions=["ecs:RunTask"],
                resources=[
                    self._arns.regional("ecs", f"task-definition/{self._names}-management:*")
                ],
            ),
            iam.PolicyStatement(
                actions=["ecs:TagResource"],
                resources=[self._arns.regional("ecs", f"task/{self._names}/*")],
                conditions={"StringEquals": {"ecs:CreateAction": "RunTask"}},
            ),
            iam.PolicyStatement(
                actions=["ecs:DescribeTasks"],
                resources=[self._arns.regional("ecs", f"task/{self._names}/*")],
            ),
            iam.PolicyStatement(
                actions=["iam:PassRole"],
                resources=[self._arns.without_region("iam", f"role/{self._names}/*")],
                conditions={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
            ),
            iam.PolicyStatement(
                actions=["logs:GetLogEvents"],
                resources=[self._arns.regional("logs", f"log-group:/{self._names}/backend:*")],
            ),
            iam.PolicyStatement(
                actions=["lambda:InvokeFunction"],
                resources=[
                    self._arns.regional("lambda", f"function:{self._names}-{each}")
                    for each in ("rest", "smoke")
                ],
            ),
        ]

    def _rehearses_restores(self) -> list[iam.PolicyStatement]:
        """Allow a copy of a database beside it, and its deletion."""
        copies = [
            self._arns.regional("rds", f"{kind}:{self._names}*-rehearsal")
            for kind in ("cluster", "db")
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
                    self._arns.regional("rds", each)
                    for each in ("cluster-pg:*", "cluster-snapshot:*", "subgrp:*")
                ],
            ),
            iam.PolicyStatement(
                actions=["logs:FilterLogEvents"],
                resources=[self._arns.regional("logs", f"log-group:/{self._names}/backend:*")],
            ),
        ]
