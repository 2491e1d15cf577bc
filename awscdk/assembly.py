"""Assemble the stacks of one environment and check them with cdk-nag."""

from pathlib import Path

from aws_cdk import App, Environment, LegacyStackSynthesizer, Stack, Validations
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ecs as ecs
from aws_cdk.aws_ecr_assets import Platform
from cdk_nag import AwsSolutionsChecks

from awscdk.application_stack import ApplicationStack
from awscdk.certificate import certificate
from awscdk.constants import EDGE
from awscdk.nag_suppressions import acknowledge, acknowledge_account
from awscdk.naming import Application
from awscdk.stacks.deploy_role import DeployRole

ROOT = Path(__file__).resolve().parents[1]


def assemble(
    app: App,
    *,
    application: Application,
    site: Path | None,
    image: ecs.ContainerImage | None = None,
    empties_buckets: bool = True,
) -> ApplicationStack:
    """`site`: the built front end; None keeps the deployed one. `image`: overrides the built
    one."""
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
    """Assemble the stack that an account needs once, for all its environments."""
    stack = DeployRole(
        app,
        f"{base_app_name}-account-stack",
        base_app_name=base_app_name,
        gitlab_host=gitlab_host,
        gitlab_project=gitlab_project,
        # The bootstrap needs what this stack creates, so it is deployed with the caller's own
        # rights. Every other synthesizer needs the bootstrap's bucket or roles.
        synthesizer=LegacyStackSynthesizer(),
        env=Environment(region=region),
    )
    acknowledge_account(stack)
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    return stack


def backend_image() -> ecs.ContainerImage:
    """Return the image of `backend/`, built and pushed by a deployment if it changed."""
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
