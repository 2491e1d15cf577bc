"""The upload of the built front end into its bucket."""

from pathlib import Path

from aws_cdk import NestedStack, RemovalPolicy
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as s3_deployment
from constructs import Construct

# Files with a hash in their names, which never change.
HASHED = "assets/*"


class SiteUpload(NestedStack):
    """Upload hashed files first, then the pages.

    Nothing is removed: open pages of the previous version still load their files.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        site: Path,
        bucket: s3.IBucket,
        distribution: cloudfront.IDistribution,
        log_days: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, id)
        source = s3_deployment.Source.asset(str(site))
        log_group = logs.LogGroup(
            self, "Logs", retention=log_days, removal_policy=RemovalPolicy.DESTROY
        )
        hashed = s3_deployment.BucketDeployment(
            self,
            "Hashed",
            sources=[source],
            destination_bucket=bucket,
            exclude=["*"],
            include=[HASHED],
            cache_control=[
                s3_deployment.CacheControl.from_string("public, max-age=31536000, immutable")
            ],
            prune=False,
            memory_limit=512,
            log_group=log_group,
        )
        others = s3_deployment.BucketDeployment(
            self,
            "Others",
            sources=[source],
            destination_bucket=bucket,
            exclude=[HASHED],
            cache_control=[s3_deployment.CacheControl.no_cache()],
            distribution=distribution,
            distribution_paths=["/*"],
            prune=False,
            memory_limit=512,
            log_group=log_group,
        )
        others.node.add_dependency(hashed)
