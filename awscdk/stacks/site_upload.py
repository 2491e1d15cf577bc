"""The built front end on its way into its bucket."""

from pathlib import Path

from aws_cdk import NestedStack, RemovalPolicy
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as s3_deployment
from constructs import Construct

HASHED = "assets/*"
"""What carries a hash in its name, and so never changes."""


class SiteUpload(NestedStack):
    """First what the new pages load, then the pages. Nothing is removed: somebody still has
    yesterday's page open, and it loads more as it is used."""

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
        said = logs.LogGroup(self, "Logs", retention=log_days, removal_policy=RemovalPolicy.DESTROY)
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
            log_group=said,
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
            log_group=said,
        )
        others.node.add_dependency(hashed)
