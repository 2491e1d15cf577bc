"""`python -m awscdk.commands.collect_garbage CDK`: delete former images and files.

An image that no stack uses is marked first and deleted a month later, so that a rollback finds it.
A lifecycle rule of the registry could not tell which images are used: it goes by age or number.
`CDK` is the path of the command line.
"""

import os
import subprocess
import sys

import boto3

from awscdk.constants import EDGE
from awscdk.naming import Application, application

KEPT_DAYS = 30


def command(*, chosen: Application, account: str, cdk: str) -> list[str]:
    regions = dict.fromkeys((chosen.region, EDGE))
    return [
        cdk,
        "gc",
        *(f"aws://{account}/{region}" for region in regions),
        "--toolkit-stack-name",
        chosen.tier.toolkit,
        "--unstable",
        "gc",
        "--rollback-buffer-days",
        str(KEPT_DAYS),
        "--created-buffer-days",
        "1",
        "--confirm",
        "false",
        # No app is needed, and this one would require its inputs.
        "--app",
        "",
    ]


if __name__ == "__main__":
    chosen = application(os.environ)
    account = boto3.client("sts", region_name=chosen.region).get_caller_identity()["Account"]
    sys.exit(subprocess.run(command(chosen=chosen, account=account, cdk=sys.argv[1])).returncode)
