"""`python -m awscdk.bootstrap CDK`: the CDK's own bucket and roles, where environments will stand.

CloudFormation is given what the account's stack says and not the administrator's rights that it
would get otherwise. `CDK` is the command line's program.
"""

import os
import subprocess
import sys

import boto3

from awscdk.assembly import EDGE
from awscdk.naming import Application, application
from awscdk.refusal import Refusal


def command(*, chosen: Application, account: str, cdk: str) -> list[str]:
    regions = dict.fromkeys((chosen.region, EDGE))
    return [
        cdk,
        "bootstrap",
        *(f"aws://{account}/{region}" for region in regions),
        "--cloudformation-execution-policies",
        policy_arn(chosen=chosen, account=account),
        # An app has nothing to say in it, and would ask for variables of its own.
        "--app",
        "",
    ]


def policy_arn(*, chosen: Application, account: str) -> str:
    return f"arn:aws:iam::{account}:policy/{chosen.base_app_name}-cloudformation"


def bootstrap(*, chosen: Application, cdk: str) -> int:
    """The exit code of the command line. Raises Refusal where the account's stack is missing."""
    account = boto3.client("sts", region_name=chosen.region).get_caller_identity()["Account"]
    iam = boto3.client("iam", region_name=chosen.region)
    arn = policy_arn(chosen=chosen, account=account)
    try:
        iam.get_policy(PolicyArn=arn)
    except iam.exceptions.NoSuchEntityException:
        raise Refusal(f"{arn} is missing: run `make account` first.") from None
    return subprocess.run(command(chosen=chosen, account=account, cdk=cdk)).returncode


if __name__ == "__main__":
    sys.exit(bootstrap(chosen=application(os.environ), cdk=sys.argv[1]))
