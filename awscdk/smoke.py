"""`python -m awscdk.smoke`: does what is deployed do its work? What every deployment asks last."""

import json
import os
import sys

import boto3
from botocore.config import Config

from awscdk.naming import Application, application
from awscdk.refusal import Refusal
from awscdk.stacks.release import LONGEST
from local.terminal import say

PATIENT = Config(read_timeout=LONGEST + 10, retries={"total_max_attempts": 1})


def smoke(*, chosen: Application) -> list[str]:
    """A sentence for each address that does not do its work. Raises Refusal."""
    functions = boto3.client("lambda", region_name=chosen.region, config=PATIENT)
    try:
        answer = functions.invoke(FunctionName=f"{chosen.full_app_name}-smoke", Payload=b"{}")
    except functions.exceptions.ResourceNotFoundException:
        raise Refusal(f"{chosen.full_app_name} is not deployed in {chosen.region}.") from None
    said = json.load(answer["Payload"])
    if "FunctionError" in answer:
        raise Refusal(f"{chosen.full_app_name} cannot be looked at: {said}")
    wrong: list[str] = said["wrong"]
    return wrong


if __name__ == "__main__":
    complaints = smoke(chosen=application(os.environ))
    for complaint in complaints:
        say(f"  ✗ {complaint}")
    sys.exit(1 if complaints else 0)
