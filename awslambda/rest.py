"""Puts an environment to rest, and wakes it.

Invoked with `{"do": "sleep"}` or `{"do": "wake"}` by a schedule or by a person. Through its address
it wakes, and answers a page that leads to the application as soon as it is up.

`CLUSTER`; `ALWAYS_ON`: JSON of the services that rest, with the tasks they have when awake;
`WORKERS`: JSON list of the services that have to be at zero before; `ALARMS`: JSON list of the
alarms that call nobody meanwhile.
"""

import json
import logging
import os
from http import HTTPStatus
from typing import Any

import boto3  # Lambda brings it along

logger = logging.getLogger()
SECONDS_BETWEEN_LOOKS = 10
PAGE = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="{SECONDS_BETWEEN_LOOKS}">
<title>Waking up</title>
<h1>Waking up</h1>
<p>This environment was at rest. It is up in about two minutes, and this page leads there.</p>
</html>
"""


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    if "requestContext" in event:
        return _answer(is_up=wake())
    if event.get("do") == "sleep":
        return {"asleep": sleep()}
    if event.get("do") == "wake":
        return {"awake": wake()}
    raise ValueError(f'{event!r}: say {{"do": "sleep"}} or {{"do": "wake"}}')


def sleep() -> bool:
    """Whether it rests now. Not while a worker is up: nobody would count it out meanwhile."""
    workers = json.loads(os.environ["WORKERS"])
    busy = [name for name, each in _services(workers).items() if each["desiredCount"]]
    if busy:
        logger.warning("not put to rest: %s is still up", ", ".join(busy))
        return False
    # First what would hear a failure in the silence.
    boto3.client("cloudwatch").disable_alarm_actions(AlarmNames=_alarms())
    for name in _always_on():
        _desire(name, 0)
    return True


def wake() -> bool:
    """Whether it is up already. Safe to ask as often as one likes."""
    services = _services(list(_always_on()))
    for name, tasks in _always_on().items():
        if services[name]["desiredCount"] < tasks:
            _desire(name, tasks)
    # An alarm that went off in the silence calls nobody now: only a change does.
    boto3.client("cloudwatch").enable_alarm_actions(AlarmNames=_alarms())
    return all(services[name]["runningCount"] >= tasks for name, tasks in _always_on().items())


def _answer(*, is_up: bool) -> dict[str, Any]:
    if is_up:
        return {"statusCode": HTTPStatus.SEE_OTHER, "headers": {"Location": "/"}}
    return {
        "statusCode": HTTPStatus.OK,
        "headers": {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"},
        "body": PAGE,
    }


def _services(names: list[str]) -> dict[str, Any]:
    answer = boto3.client("ecs").describe_services(cluster=os.environ["CLUSTER"], services=names)
    return {each["serviceName"]: each for each in answer["services"]}


def _desire(name: str, tasks: int) -> None:
    boto3.client("ecs").update_service(
        cluster=os.environ["CLUSTER"], service=name, desiredCount=tasks
    )


def _always_on() -> dict[str, int]:
    counts: dict[str, int] = json.loads(os.environ["ALWAYS_ON"])
    return counts


def _alarms() -> list[str]:
    names: list[str] = json.loads(os.environ["ALARMS"])
    return names
