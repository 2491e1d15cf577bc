"""`python -m awscdk.commands.rest sleep` or `wake`: run the off-hours schedule's action now."""

import json
import os
import sys

import boto3

from awscdk.errors import CommandError
from awscdk.naming import Application, application

ACTIONS = ("sleep", "wake")


def invoke(*, chosen: Application, do: str) -> str:
    """Invoke the function; return its response. Raise CommandError."""
    if do not in ACTIONS:
        raise CommandError(f"{do!r} is not {' or '.join(ACTIONS)}: make rest DO=wake")
    if chosen.environment.sleep is None:
        raise CommandError(f"{chosen.full_app_name} has no off-hours schedule.")
    response = boto3.client("lambda", region_name=chosen.region).invoke(
        FunctionName=f"{chosen.full_app_name}-rest", Payload=json.dumps({"do": do}).encode()
    )
    result: str = response["Payload"].read().decode()
    if "FunctionError" in response:
        raise CommandError(f"{chosen.full_app_name} did not {do}: {result}")
    return result


if __name__ == "__main__":
    print(invoke(chosen=application(os.environ), do=" ".join(sys.argv[1:])))
