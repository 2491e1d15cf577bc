"""`python -m awscdk.prepare`: what has to be in Systems Manager before an environment is deployed.

Looked up where AWS knows it, drawn where nobody does, otherwise taken from the variable of the same
name, or demanded with the command that sets it. Run again it changes nothing that is right.
"""

import os
import sys
from collections.abc import Iterator, Mapping

import boto3

from awscdk.assembly import EDGE
from awscdk.look_ups import (
    CLOUDFRONT_PREFIX_LIST,
    DATABASE_NAME,
    DATABASE_SNAPSHOT,
    HOSTED_ZONE,
    NO_SNAPSHOT,
    SIGNING_PUBLIC_KEY,
)
from awscdk.naming import Application, application
from awscdk.parameters import Parameters
from awscdk.refusal import Refusal
from awscdk.signing_keys import SigningKeys
from local.terminal import say

PREFIX_LIST = "com.amazonaws.global.cloudfront.origin-facing"
PRIVATE_KEY = "CLOUDFRONT_PRIVATE_KEY"
EMAIL_URL = "EMAIL_URL"
EXAMPLES = {EMAIL_URL: "smtp+tls://user:password@smtp.example.com:587"}


def prepare(chosen: Application, *, given: Mapping[str, str]) -> list[str]:
    """What is missing, in a sentence each; everything else is there afterwards. `given`: secrets by
    the names of the backend's variables."""
    parameters = Parameters(region=chosen.region)
    problems = [
        *_look_up_zone(chosen, parameters),
        *_look_up_prefix_list(chosen, parameters),
        *_draw_signing_keys(chosen, parameters),
    ]
    _choose_database(chosen, parameters)
    clients = [provider for provider, _ in chosen.environment.social_clients]
    for name in (EMAIL_URL, *(f"{provider}_CLIENT_SECRET" for provider in clients)):
        problems += _take(chosen, parameters, name=name, value=given.get(name, "").strip())
    return problems


def _look_up_zone(chosen: Application, parameters: Parameters) -> Iterator[str]:
    domain = chosen.base_domain_name
    answer = boto3.client("route53").list_hosted_zones_by_name(DNSName=f"{domain}.")
    zones = [
        zone["Id"].removeprefix("/hostedzone/")
        for zone in answer["HostedZones"]
        if zone["Name"] == f"{domain}." and not zone["Config"]["PrivateZone"]
    ]
    if len(zones) != 1:
        yield (
            f"Route 53 has {len(zones)} public hosted zones of {domain}: delete those that its"
            " registrar does not point at."
            if zones
            else f"Route 53 has no public hosted zone of {domain}: make it with `aws route53"
            f" create-hosted-zone --name {domain} --caller-reference first`, and give its name"
            " servers to the domain's registrar."
        )
        return
    parameters.write(chosen.parameter(HOSTED_ZONE), zones[0])
    if chosen.region != EDGE:
        # CloudFront's certificate is another stack's, which reads the zone where it is itself.
        Parameters(region=EDGE).write(chosen.parameter(HOSTED_ZONE), zones[0])


def _look_up_prefix_list(chosen: Application, parameters: Parameters) -> Iterator[str]:
    answer = boto3.client("ec2", region_name=chosen.region).describe_managed_prefix_lists(
        Filters=[{"Name": "prefix-list-name", "Values": [PREFIX_LIST]}]
    )
    if not answer["PrefixLists"]:
        yield f"{chosen.region} has no prefix list {PREFIX_LIST}: choose another region."
        return
    parameters.write(
        chosen.parameter(CLOUDFRONT_PREFIX_LIST), answer["PrefixLists"][0]["PrefixListId"]
    )


def _draw_signing_keys(chosen: Application, parameters: Parameters) -> Iterator[str]:
    """Once: with another pair, every link that was given out is refused."""
    names = [chosen.parameter(each) for each in (PRIVATE_KEY, SIGNING_PUBLIC_KEY)]
    private, public = names
    there = [name for name in names if parameters.has(name)]
    if len(there) == 1:
        yield (
            f"{there[0]} is there without {public if private in there else private}, the other half"
            " of the pair: put that one back, or have another pair drawn after"
            f" `aws ssm delete-parameter --region {chosen.region} --name {there[0]}`."
        )
    elif there:
        parameters.leave(*there)
    else:
        keys = SigningKeys.drawn()
        parameters.write(private, keys.private, is_secret=True)
        parameters.write(public, keys.public)


def _choose_database(chosen: Application, parameters: Parameters) -> None:
    """An empty one of the environment's name, where nobody has restored another."""
    for name, value in (
        (DATABASE_NAME, chosen.full_app_name),
        (DATABASE_SNAPSHOT, NO_SNAPSHOT),
    ):
        parameter = chosen.parameter(name)
        if parameters.has(parameter):
            parameters.leave(parameter)
        else:
            parameters.write(parameter, value)


def _take(chosen: Application, parameters: Parameters, *, name: str, value: str) -> Iterator[str]:
    parameter = chosen.parameter(name)
    if value:
        parameters.write(parameter, value, is_secret=True)
    elif parameters.has(parameter):
        parameters.leave(parameter)
    else:
        yield (
            f"{name} is missing: give it in the environment, or set it with `aws ssm put-parameter"
            f" --region {chosen.region} --type SecureString --name {parameter}"
            f" --value {EXAMPLES.get(name, '…')}`."
        )


def main() -> None:
    try:
        problems = prepare(application(os.environ), given=os.environ)
    except Refusal as refusal:
        problems = [str(refusal)]
    for problem in problems:
        say(f"  ✗ {problem}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
