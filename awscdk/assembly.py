"""The stacks of one environment, each checked by cdk-nag before it is written."""

from pathlib import Path

from aws_cdk import App, Environment, LegacyStackSynthesizer, Stack, Validations
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ecs as ecs
from aws_cdk.aws_ecr_assets import Platform
from cdk_nag import AwsSolutionsChecks

from awscdk.acknowledged import acknowledge, acknowledge_account
from awscdk.application_stack import ApplicationStack
from awscdk.certificate import certificate
from awscdk.naming import Application
from awscdk.stacks.deploy_role import DeployRole

ROOT = Path(__file__).resolve().parents[1]
EDGE = "us-east-1"
"""Where CloudFront looks for its certificates."""


def assemble(
    app: App,
    *,
    application: Application,
    site: Path | None,
    image: ecs.ContainerImage | None = None,
    empties_buckets: bool = True,
) -> ApplicationStack:
    """`site`: the built front end; without it what was deployed before stays. `image`: instead of
    the one that is built from the checkout."""
    elsewhere = application.region != EDGE
    stack = ApplicationStack(
        app,
        f"{application.full_app_name}-stack",
        application=application,
        image=image or backend_image(),
        site=site,
        empties_buckets=empties_buckets,
        edge_certificate=_edge_certificate(app, application) if elsewhere else None,
        cross_region_references=elsewhere,
        env=Environment(region=application.region),
    )
    acknowledge(stack, name=application.full_app_name, region=application.region)
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    return stack


def assemble_account(
    app: App, *, base_app_name: str, gitlab_host: str, gitlab_project: str, region: str
) -> DeployRole:
    """What an account needs once, for all its environments."""
    stack = DeployRole(
        app,
        f"{base_app_name}-account-stack",
        base_app_name=base_app_name,
        gitlab_host=gitlab_host,
        gitlab_project=gitlab_project,
        # What it makes, the bootstrap needs: it goes by one's own rights. Every other synthesizer
        # puts the template in the bootstrap's bucket, or asks for its roles.
        synthesizer=LegacyStackSynthesizer(),
        env=Environment(region=region),
    )
    acknowledge_account(stack)
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    return stack


def backend_image() -> ecs.ContainerImage:
    """Built and pushed when it is deployed, and only if `backend/` changed."""
    return ecs.ContainerImage.from_asset(
        str(ROOT / "backend"),
        file="scripts/prod/Dockerfile",
        target="production",
        platform=Platform.LINUX_ARM64,
    )


def _edge_certificate(app: App, application: Application) -> acm.ICertificate:
    stack = Stack(
        app,
        f"{application.full_app_name}-edge-stack",
        cross_region_references=True,
        env=Environment(region=EDGE),
    )
    return certificate(stack, application=application)
