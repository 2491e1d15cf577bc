"""`python -m awscdk.rest sleep`, or `wake`: what the schedule does by the clock, now."""

import json
import os
import sys

import boto3

from awscdk.naming import Application, application
from awscdk.refusal import Refusal

ACTIONS = ("sleep", "wake")


def invoke(*, chosen: Application, do: str) -> str:
    """What the function answers. Raises Refusal."""
    if do not in ACTIONS:
        raise Refusal(f"{do!r} is neither of {' and '.join(ACTIONS)}: make rest DO=wake")
    if chosen.environment.sleep is None:
        raise Refusal(f"{chosen.full_app_name} never rests; environments.py says who does.")
    answer = boto3.client("lambda", region_name=chosen.region).invoke(
        FunctionName=f"{chosen.full_app_name}-rest", Payload=json.dumps({"do": do}).encode()
    )
    said: str = answer["Payload"].read().decode()
    if "FunctionError" in answer:
        raise Refusal(f"{chosen.full_app_name} did not {do}: {said}")
    return said


if __name__ == "__main__":
    print(invoke(chosen=application(os.environ), do=" ".join(sys.argv[1:])))
