"""`python -m awscdk.commands.bootstrap CDK`: create a tier's bucket and roles in each region.

CloudFormation gets the tier's policy and boundary instead of the default administrator rights.
`CDK` is the path of the command line.
"""

import os
import subprocess
import sys

import boto3

from awscdk.constants import EDGE
from awscdk.errors import CommandError
from awscdk.naming import Application, application
from awscdk.tiers import boundary, execution_policy


def command(*, chosen: Application, account: str, cdk: str) -> list[str]:
    regions = dict.fromkeys((chosen.region, EDGE))
    return [
        cdk,
        "bootstrap",
        *(f"aws://{account}/{region}" for region in regions),
        "--qualifier",
        chosen.tier.name,
        "--toolkit-stack-name",
        chosen.tier.toolkit,
        "--cloudformation-execution-policies",
        policy_arn(chosen=chosen, account=account),
        "--custom-permissions-boundary",
        boundary(chosen.base_app_name, chosen.tier),
        # No app is needed, and this one would require its inputs.
        "--app",
        "",
    ]


def policy_arn(*, chosen: Application, account: str) -> str:
    name = execution_policy(chosen.base_app_name, chosen.tier)
    return f"arn:aws:iam::{account}:policy/{name}"


def bootstrap(*, chosen: Application, cdk: str) -> int:
    """Run the bootstrap; return its exit code. Raise CommandError without the account's stack."""
    account = boto3.client("sts", region_name=chosen.region).get_caller_identity()["Account"]
    iam = boto3.client("iam", region_name=chosen.region)
    arn = policy_arn(chosen=chosen, account=account)
    try:
        iam.get_policy(PolicyArn=arn)
    except iam.exceptions.NoSuchEntityException:
        raise CommandError(f"{arn} is missing: run `make account` first.") from None
    return subprocess.run(command(chosen=chosen, account=account, cdk=cdk)).returncode


if __name__ == "__main__":
    sys.exit(bootstrap(chosen=application(os.environ), cdk=sys.argv[1]))
