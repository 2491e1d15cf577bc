"""`python -m awscdk.commands.prepare`: create the SSM parameters that a deployment needs.

Values are found by AWS calls, generated, or taken from the variable of the same name. For others
the command to set them is printed. Repeated runs do not change correct values. The account's quotas
are checked first.
"""

import os
import sys
from collections.abc import Iterator, Mapping

import boto3
from botocore.exceptions import ClientError

from awscdk.constants import EDGE
from awscdk.errors import CommandError
from awscdk.naming import Application, application
from awscdk.parameters import Parameters
from awscdk.quotas import check_quotas, notes
from awscdk.signing_keys import SigningKeys
from awscdk.ssm_parameters import (
    AND,
    CLOUDFRONT_PREFIX_LIST,
    DATABASE_NAME,
    DATABASE_SNAPSHOT,
    DELETION_PROTECTION,
    EMAIL_URL,
    FIRST,
    HOSTED_ZONE,
    NO_KEY,
    NO_SNAPSHOT,
    SECOND,
    SIGNING_KEYS,
    SIGNING_PUBLIC_KEYS,
    UNPROTECTED,
    ZONES,
    private_key,
)

PREFIX_LIST = "com.amazonaws.global.cloudfront.origin-facing"
# Ids of zones without CloudFront's VPC origins or Fargate on ARM. Source: CloudFront developer
# guide, "Restrict access with VPC origins"; Amazon ECS developer guide, "AWS Fargate Regions".
UNUSABLE_ZONES = {"apne1-az3", "apne2-az1", "cac1-az3", "use1-az3", "usw1-az2"}
EXAMPLES = {EMAIL_URL: "smtp+tls://user:password@smtp.example.com:587"}


def prepare(chosen: Application, *, given: Mapping[str, str]) -> list[str]:
    """Create the parameters; return a sentence for each missing one, and each exceeded quota.

    `given`: secrets by the names of the backend's variables.
    """
    if problems := list(check_quotas(chosen, is_deployed=_is_deployed(chosen))):
        # Nothing is created for an environment that would not fit.
        return problems
    parameters = Parameters(region=chosen.region)
    problems = [
        *_find_hosted_zone(chosen, parameters),
        *_find_prefix_list(chosen, parameters),
        *_choose_zones(chosen, parameters),
        *_create_signing_keys(chosen, parameters),
    ]
    _set_defaults(chosen, parameters)
    clients = [provider for provider, _ in chosen.environment.social_clients]
    for name in (EMAIL_URL, *(f"{provider}_CLIENT_SECRET" for provider in clients)):
        problems += _require_secret(
            chosen, parameters, name=name, value=given.get(name, "").strip()
        )
    return problems


def _is_deployed(chosen: Application) -> bool:
    client = boto3.client("cloudformation", region_name=chosen.region)
    try:
        (stack,) = client.describe_stacks(StackName=f"{chosen.full_app_name}-stack")["Stacks"]
    except ClientError:
        # CloudFormation has no error of its own for an unknown stack.
        return False
    return stack["StackStatus"] != "REVIEW_IN_PROGRESS"


def _find_hosted_zone(chosen: Application, parameters: Parameters) -> Iterator[str]:
    domain = chosen.base_domain_name
    response = boto3.client("route53").list_hosted_zones_by_name(DNSName=f"{domain}.")
    zones = [
        zone["Id"].removeprefix("/hostedzone/")
        for zone in response["HostedZones"]
        if zone["Name"] == f"{domain}." and not zone["Config"]["PrivateZone"]
    ]
    if len(zones) != 1:
        yield (
            f"Route 53 has {len(zones)} public hosted zones of {domain}: delete those that the"
            " domain's registrar does not use."
            if zones
            else f"Route 53 has no public hosted zone of {domain}: create it with `aws route53"
            f" create-hosted-zone --name {domain} --caller-reference first`, and set its name"
            " servers at the domain's registrar."
        )
        return
    parameters.write(chosen.parameter(HOSTED_ZONE), zones[0])
    if chosen.region != EDGE:
        # CloudFront's certificate is in another stack, which reads the parameter in its own region.
        Parameters(region=EDGE).write(chosen.parameter(HOSTED_ZONE), zones[0])


def _find_prefix_list(chosen: Application, parameters: Parameters) -> Iterator[str]:
    response = boto3.client("ec2", region_name=chosen.region).describe_managed_prefix_lists(
        Filters=[{"Name": "prefix-list-name", "Values": [PREFIX_LIST]}]
    )
    if not response["PrefixLists"]:
        yield f"{chosen.region} has no prefix list {PREFIX_LIST}: choose another region."
        return
    parameters.write(
        chosen.parameter(CLOUDFRONT_PREFIX_LIST), response["PrefixLists"][0]["PrefixListId"]
    )


def _choose_zones(chosen: Application, parameters: Parameters) -> Iterator[str]:
    """Choose two zones once, by id: AWS shuffles the names of an account's zones."""
    names = [chosen.parameter(each) for each in ZONES]
    if all(parameters.has(name) for name in names):
        parameters.leave(*names)
        return
    response = boto3.client("ec2", region_name=chosen.region).describe_availability_zones(
        Filters=[
            {"Name": "state", "Values": ["available"]},
            {"Name": "zone-type", "Values": ["availability-zone"]},
        ]
    )
    usable = sorted(
        zone["ZoneName"]
        for zone in response["AvailabilityZones"]
        if zone["ZoneId"] not in UNUSABLE_ZONES
    )
    if len(usable) < len(names):
        yield f"{chosen.region} has {len(usable)} usable zones instead of 2: choose another region."
        return
    for name, zone in zip(names, usable, strict=False):
        parameters.write(name, zone)


def _create_signing_keys(chosen: Application, parameters: Parameters) -> Iterator[str]:
    """Create the first pair once: `make rotate-signing-key` replaces it."""
    state = chosen.parameter(SIGNING_KEYS)
    slot = (parameters.read(state) or FIRST).split(AND)[0]
    names = [chosen.parameter(each) for each in (private_key(slot), SIGNING_PUBLIC_KEYS[slot])]
    private, public = names
    there = [name for name in names if parameters.has(name)]
    if len(there) == 1:
        yield (
            f"{there[0]} exists without {public if private in there else private}, the other half"
            " of the pair: restore that one, or have a new pair created after"
            f" `aws ssm delete-parameter --region {chosen.region} --name {there[0]}`."
        )
    elif there:
        parameters.leave(*names)
    else:
        keys = SigningKeys.drawn()
        parameters.write(private, keys.private, is_secret=True)
        parameters.write(public, keys.public)


def _set_defaults(chosen: Application, parameters: Parameters) -> None:
    """Write the values that only other commands change: a restore, a rotation, a deployment."""
    defaults = {
        DATABASE_NAME: chosen.full_app_name,
        DATABASE_SNAPSHOT: NO_SNAPSHOT,
        SIGNING_KEYS: FIRST,
        SIGNING_PUBLIC_KEYS[SECOND]: NO_KEY,
    }
    if chosen.environment.keeps_data:
        defaults[DELETION_PROTECTION] = UNPROTECTED
    for name, value in defaults.items():
        parameter = chosen.parameter(name)
        if parameters.has(parameter):
            parameters.leave(parameter)
        else:
            parameters.write(parameter, value)


def _require_secret(
    chosen: Application, parameters: Parameters, *, name: str, value: str
) -> Iterator[str]:
    parameter = chosen.parameter(name)
    if value:
        parameters.write(parameter, value, is_secret=True)
    elif parameters.has(parameter):
        parameters.leave(parameter)
    else:
        yield (
            f"{name} is missing: set the environment variable, or run `aws ssm"
            f" put-parameter --region {chosen.region} --type SecureString --name {parameter}"
            f" --value {EXAMPLES.get(name, '…')}`."
        )


def main() -> None:
    try:
        chosen = application(os.environ)
        problems = prepare(chosen, given=os.environ)
        for note in notes(chosen):
            print(f"  ! {note}")
    except CommandError as error:
        problems = [str(error)]
    for problem in problems:
        print(f"  ✗ {problem}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
