"""`python -m awscdk.commands.smoke`: check a deployed environment, as each deployment does."""

import json
import os
import sys

import boto3
from botocore.config import Config

from awscdk.constants import MAX_FUNCTION_SECONDS
from awscdk.errors import CommandError
from awscdk.naming import Application, application

BOTO_CONFIG = Config(read_timeout=MAX_FUNCTION_SECONDS + 10, retries={"total_max_attempts": 1})


def smoke(*, chosen: Application) -> list[str]:
    """Return a sentence for each URL that fails. Raise CommandError if the check cannot run."""
    functions = boto3.client("lambda", region_name=chosen.region, config=BOTO_CONFIG)
    try:
        response = functions.invoke(FunctionName=f"{chosen.full_app_name}-smoke", Payload=b"{}")
    except functions.exceptions.ResourceNotFoundException:
        raise CommandError(f"{chosen.full_app_name} is not deployed in {chosen.region}.") from None
    result = json.load(response["Payload"])
    if "FunctionError" in response:
        raise CommandError(f"{chosen.full_app_name} could not be checked: {result}")
    failed: list[str] = result["wrong"]
    return failed


if __name__ == "__main__":
    failures = smoke(chosen=application(os.environ))
    for failure in failures:
        print(f"  ✗ {failure}")
    sys.exit(1 if failures else 0)
