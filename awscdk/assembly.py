"""Assemble the stacks of one environment and check them with cdk-nag."""

from pathlib import Path

from aws_cdk import (
    App,
    DefaultStackSynthesizer,
    Environment,
    LegacyStackSynthesizer,
    Stack,
    Validations,
)
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ecs as ecs
from aws_cdk.aws_ecr_assets import DockerCacheOption, Platform
from cdk_nag import AwsSolutionsChecks

from awscdk.application_stack import ApplicationStack
from awscdk.certificate import certificate
from awscdk.constants import EDGE
from awscdk.nag_suppressions import acknowledge, acknowledge_account
from awscdk.naming import Application
from awscdk.stacks.deploy_role import DeployRoles, IdentityProvider
from awscdk.tiers import tiers

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
        synthesizer=DefaultStackSynthesizer(qualifier=application.tier.name),
        cross_region_references=elsewhere,
        env=Environment(region=application.region),
    )
    acknowledge(
        stack,
        name=application.full_app_name,
        region=application.region,
        qualifier=application.tier.name,
    )
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    return stack


def assemble_account(
    app: App, *, base_app_name: str, gitlab_host: str, gitlab_project: str, region: str
) -> None:
    """Assemble the stacks that an account needs once, for all its environments."""
    environment = Environment(region=region)
    provider = IdentityProvider(
        app,
        f"{base_app_name}-account-stack",
        gitlab_host=gitlab_host,
        # The bootstrap needs what these stacks create, so they are deployed with the caller's own
        # rights. Every other synthesizer needs the bootstrap's bucket or roles.
        synthesizer=LegacyStackSynthesizer(),
        env=environment,
    )
    for tier in tiers():
        stack = DeployRoles(
            app,
            f"{base_app_name}-{tier.name}-account-stack",
            tier=tier,
            base_app_name=base_app_name,
            gitlab_host=gitlab_host,
            gitlab_project=gitlab_project,
            synthesizer=LegacyStackSynthesizer(),
            env=environment,
        )
        stack.add_stack_dependency(provider)
        acknowledge_account(stack)
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))


def backend_image(*, cache: str | None = None) -> ecs.ContainerImage:
    """Return the image of `backend/`, built and pushed by a deployment if it changed.

    `cache`: image of a registry that keeps the layers of builds, for machines without their own.
    """

    read = cache and DockerCacheOption(type="registry", params={"ref": cache})
    # All layers, also of stages that the image does not contain. A registry that rejects them fails
    # no deployment.
    written = cache and DockerCacheOption(
        type="registry", params={"ref": cache, "mode": "max", "ignore-error": "true"}
    )
    return ecs.ContainerImage.from_asset(
        str(ROOT / "backend"),
        file="scripts/prod/Dockerfile",
        target="production",
        platform=Platform.LINUX_ARM64,
        cache_from=[read] if read else None,
        cache_to=written or None,
    )


def _edge_certificate(app: App, application: Application) -> acm.ICertificate:
    stack = Stack(
        app,
        f"{application.full_app_name}-edge-stack",
        cross_region_references=True,
        synthesizer=DefaultStackSynthesizer(qualifier=application.tier.name),
        env=Environment(region=EDGE),
    )
    return certificate(stack, application=application)
