"""The account's quotas that an environment needs, asked of Service Quotas before a deployment.

Only those that small accounts reach: the others allow hundreds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import boto3
from botocore.exceptions import ClientError

from awscdk.constants import EDGE
from awscdk.naming import Application
from config.topology import SERVICES, WorkerFleet

VCPU = 1024


@dataclass(frozen=True, kw_only=True)
class Quota:
    name: str
    service: str
    code: str | None
    """None if Service Quotas does not know it: then the documented default counts."""
    default: float
    source: str


VPCS = Quota(
    name="VPCs per Region",
    service="vpc",
    code="L-F678F1CE",
    default=5,
    source="https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
)
CLOUDFRONT_SOURCE = (
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"
)
KEY_GROUPS = Quota(
    name="Key groups per AWS account",
    service="cloudfront",
    code="L-D64DA6E2",
    default=10,
    source=CLOUDFRONT_SOURCE,
)
PUBLIC_KEYS = Quota(
    name="Public keys per AWS account",
    service="cloudfront",
    code=None,
    default=10,
    source=CLOUDFRONT_SOURCE,
)
FARGATE_SOURCE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html"
ON_DEMAND = Quota(
    name="Fargate On-Demand vCPU resource count",
    service="fargate",
    code="L-3032A538",
    # New accounts begin with less than the documented default, and grow by use.
    default=6,
    source=FARGATE_SOURCE,
)
SPOT = Quota(
    name="Fargate Spot vCPU resource count",
    service="fargate",
    code="L-36FBB829",
    default=6,
    source=FARGATE_SOURCE,
)
QUOTAS = (VPCS, KEY_GROUPS, PUBLIC_KEYS, ON_DEMAND, SPOT)


def check_quotas(chosen: Application, *, is_deployed: bool) -> Iterator[str]:
    """Return a sentence for each quota that a deployment would exceed.

    `is_deployed`: what it counts in the account includes this environment.
    """
    needs = [(quota, "vCPU", vcpus) for quota, vcpus in deployment_vcpus(chosen).items()]
    if not is_deployed:
        needs += [
            (VPCS, "VPCs", 1 + _vpcs(chosen.region)),
            (KEY_GROUPS, "key groups", 1 + _key_groups()),
            # A rotation needs a second one.
            (PUBLIC_KEYS, "public keys", 2 + _public_keys()),
        ]
    for quota, unit, needed in needs:
        allowed = _allowed(quota, region=chosen.region)
        if needed > allowed:
            yield (
                f"The quota {quota.name!r} is {allowed:g} in this account, and"
                f" {chosen.full_app_name} needs {needed:g} {unit}:"
                f" {_request(quota, chosen, needed)}"
            )


def deployment_vcpus(chosen: Application) -> dict[Quota, float]:
    """Return the vCPUs of a deployment.

    First what always runs, twice, and the task of migrations; then, with what always runs once, the
    task that waits for canaries and a worker of each queue that scales to zero.
    """
    shared = chosen.environment.shared_task
    always_on = (
        shared.cpu if shared else sum(entry.minimum * entry.cpu for entry in SERVICES)
    ) / VCPU
    management = next(entry.cpu for entry in SERVICES if entry.name == "web") / VCPU
    canaries = 0.0
    if chosen.environment.worker_fleet is WorkerFleet.TASKS:
        canaries = sum(entry.cpu for entry in SERVICES if not entry.minimum) / VCPU
    most = always_on + max(always_on, canaries)
    if chosen.environment.spot:
        return {SPOT: most, ON_DEMAND: management}
    return {ON_DEMAND: most + management}


def peak_vcpus(chosen: Application) -> dict[Quota, float]:
    """Return the vCPUs of an environment in which every service runs its maximum of tasks."""
    shared = chosen.environment.shared_task
    tasks = sum(entry.maximum * entry.cpu for entry in SERVICES if not (shared and entry.minimum))
    return {
        (SPOT if chosen.environment.spot else ON_DEMAND): (tasks + (shared.cpu if shared else 0))
        / VCPU
    }


def notes(chosen: Application) -> Iterator[str]:
    """Return a sentence for each quota that ends the scaling before its maximum."""
    for quota, needed in peak_vcpus(chosen).items():
        allowed = _allowed(quota, region=chosen.region)
        if needed > allowed:
            yield (
                f"The quota {quota.name!r} is {allowed:g}: with all its workers"
                f" {chosen.full_app_name} needs {needed:g}, and tasks beyond wait."
                f" {_request(quota, chosen, needed)}"
            )


def _allowed(quota: Quota, *, region: str) -> float:
    if quota.code is None:
        return quota.default
    # CloudFront's quotas are known in one region only.
    client = boto3.client(
        "service-quotas", region_name=EDGE if quota.service == "cloudfront" else region
    )
    for ask in (client.get_service_quota, client.get_aws_default_service_quota):
        try:
            return float(ask(ServiceCode=quota.service, QuotaCode=quota.code)["Quota"]["Value"])
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchResourceException":
                raise
    return quota.default


def _request(quota: Quota, chosen: Application, needed: float) -> str:
    if quota.code is None:
        return f"request more from AWS Support, or delete an unused environment ({quota.source})."
    region = EDGE if quota.service == "cloudfront" else chosen.region
    return (
        f"request it by `aws service-quotas request-service-quota-increase --region {region}"
        f" --service-code {quota.service} --quota-code {quota.code}"
        f" --desired-value {ceil(needed)}`, or delete an unused environment."
    )


def _vpcs(region: str) -> int:
    pages = boto3.client("ec2", region_name=region).get_paginator("describe_vpcs").paginate()
    return sum(len(page["Vpcs"]) for page in pages)


def _key_groups() -> int:
    return int(boto3.client("cloudfront").list_key_groups()["KeyGroupList"]["Quantity"])


def _public_keys() -> int:
    return int(boto3.client("cloudfront").list_public_keys()["PublicKeyList"]["Quantity"])
