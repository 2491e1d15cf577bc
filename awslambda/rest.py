"""Stop an environment outside working hours, and wake it.

Invoked with `{"do": "sleep"}` or `{"do": "wake"}` by a schedule or an operator. A request to its
URL wakes the environment and returns a page that redirects to the application once it runs.

Variables: `CLUSTER`; `ALWAYS_ON`: JSON object of the services to stop, with their number of tasks;
`WORKERS`: JSON list of services that have to be at zero before; `WORKER_TASKS`: JSON list of names,
of which no task that was started by one may run; `ALARMS`: JSON list of alarms to
disable meanwhile.
"""

import json
import logging
import os
from http import HTTPStatus
from typing import Any

import boto3  # Lambda brings it along

logger = logging.getLogger()
POLL_INTERVAL_SECONDS = 10
PAGE = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="{POLL_INTERVAL_SECONDS}">
<title>Waking up</title>
<h1>Waking up</h1>
<p>This environment was stopped. It starts in about two minutes, and this page reloads itself.</p>
</html>
"""


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    if "requestContext" in event:
        return _response(is_up=wake())
    if event.get("do") == "sleep":
        return {"asleep": sleep()}
    if event.get("do") == "wake":
        return {"awake": wake()}
    raise ValueError(f'unknown event {event!r}: use {{"do": "sleep"}} or {{"do": "wake"}}')


def sleep() -> bool:
    """Stop the services; return False while a worker runs, as the sweep has to count it out."""
    workers = json.loads(os.environ["WORKERS"])
    busy = [name for name, each in _services(workers).items() if each["desiredCount"]]
    busy += [name for name in json.loads(os.environ["WORKER_TASKS"]) if _runs(name)]
    if busy:
        logger.warning("not stopped: %s is still running", ", ".join(busy))
        return False
    # Alarms first, as they would fire on the missing data.
    boto3.client("cloudwatch").disable_alarm_actions(AlarmNames=_alarms())
    for name in _always_on():
        _set_desired(name, 0)
    return True


def wake() -> bool:
    """Start the services; return True once they run. Safe to call repeatedly."""
    services = _services(list(_always_on()))
    for name, tasks in _always_on().items():
        if services[name]["desiredCount"] < tasks:
            _set_desired(name, tasks)
    # An alarm that fired meanwhile does not notify: only a change does.
    boto3.client("cloudwatch").enable_alarm_actions(AlarmNames=_alarms())
    return all(services[name]["runningCount"] >= tasks for name, tasks in _always_on().items())


def _response(*, is_up: bool) -> dict[str, Any]:
    if is_up:
        return {"statusCode": HTTPStatus.SEE_OTHER, "headers": {"Location": "/"}}
    return {
        "statusCode": HTTPStatus.OK,
        "headers": {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"},
        "body": PAGE,
    }


def _runs(name: str) -> bool:
    response = boto3.client("ecs").list_tasks(cluster=os.environ["CLUSTER"], startedBy=name)
    return bool(response["taskArns"])


def _services(names: list[str]) -> dict[str, Any]:
    if not names:
        return {}
    response = boto3.client("ecs").describe_services(cluster=os.environ["CLUSTER"], services=names)
    return {each["serviceName"]: each for each in response["services"]}


def _set_desired(name: str, tasks: int) -> None:
    boto3.client("ecs").update_service(
        cluster=os.environ["CLUSTER"], service=name, desiredCount=tasks
    )


def _always_on() -> dict[str, int]:
    counts: dict[str, int] = json.loads(os.environ["ALWAYS_ON"])
    return counts


def _alarms() -> list[str]:
    names: list[str] = json.loads(os.environ["ALARMS"])
    return names
