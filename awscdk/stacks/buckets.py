"""The buckets behind CloudFront: the front end, Django's files and access logs."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

DELETED_FILE_RETENTION_DAYS = 30


class Buckets(Construct):
    def __init__(
        self, scope: Construct, id: str, *, keeps_data: bool, empties: bool, log_days: int
    ) -> None:
        """Create the bucket. `empties`: empty it before it is deleted, as only then it can be."""
        super().__init__(scope, id)
        self._keeps_data = keeps_data
        self._removal = RemovalPolicy.RETAIN if keeps_data else RemovalPolicy.DESTROY
        self._empties = empties and not keeps_data
        self.logs = s3.Bucket(
            self,
            "Logs",
            # CloudFront writes its logs with an access control list.
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(log_days))],
            removal_policy=self._removal,
            auto_delete_objects=self._empties,
        )
        self.site = self._bucket("Site")
        self.assets = self._bucket("Assets")

    def _bucket(self, name: str) -> s3.Bucket:
        return s3.Bucket(
            self,
            name,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            versioned=self._keeps_data,
            lifecycle_rules=[
                s3.LifecycleRule(
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                    noncurrent_version_expiration=Duration.days(DELETED_FILE_RETENTION_DAYS),
                )
            ],
            server_access_logs_bucket=self.logs,
            server_access_logs_prefix=f"{name.lower()}/",
            removal_policy=self._removal,
            auto_delete_objects=self._empties,
        )

    def allow_listing(self, distribution: cloudfront.IDistribution) -> None:
        """Allow CloudFront to list the buckets: otherwise S3 returns 403 for a missing file."""
        for bucket in (self.site, self.assets):
            bucket.add_to_resource_policy(
                iam.PolicyStatement(
                    actions=["s3:ListBucket"],
                    resources=[bucket.bucket_arn],
                    principals=[iam.ServicePrincipal("cloudfront.amazonaws.com")],
                    conditions={"StringEquals": {"AWS:SourceArn": distribution.distribution_arn}},
                )
            )

    def allow_writing_assets(self, role: iam.IRole) -> None:
        iam.Policy(
            self,
            "WriteAssets",
            roles=[role],
            statements=[
                iam.PolicyStatement(
                    actions=[
                        "s3:GetObject",
                        "s3:PutObject",
                        "s3:DeleteObject",
                        "s3:AbortMultipartUpload",
                    ],
                    resources=[self.assets.arn_for_objects("*")],
                ),
                # Without it S3 responds with 403 for a missing file.
                iam.PolicyStatement(actions=["s3:ListBucket"], resources=[self.assets.bucket_arn]),
            ],
        )
