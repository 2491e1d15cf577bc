"""Stop an environment outside working hours, and wake it.

Invoked with `{"do": "sleep"}` or `{"do": "wake"}` by a schedule or an operator. Its URL returns a
page with a button, as crawlers request every link; only the button's POST wakes the environment.
The page then reloads itself until the application runs, and redirects to it.

Variables: `CLUSTER`; `ALWAYS_ON`: JSON object of the services to stop, with their number of tasks;
`WORKERS`: JSON list of services that have to be at zero before; `WORKER_TASKS`: JSON list of names,
of which no task that was started by one may run; `ALARMS`: JSON list of alarms to
disable meanwhile.
"""

import json
import logging
import os
from base64 import b64encode
from hashlib import sha256
from http import HTTPStatus
from typing import Any

import boto3  # Lambda brings it along

logger = logging.getLogger()
POLL_INTERVAL_SECONDS = 10
# CloudFront signs requests to the function and requires the hash of a POST's body, here empty.
# Source: CloudFront developer guide, "Restrict access to an AWS Lambda function URL origin".
SCRIPT = f"""
document.querySelector("button").addEventListener("click", function (event) {{
  event.target.disabled = true;
  fetch("/wake", {{
    method: "POST",
    headers: {{ "x-amz-content-sha256": "{sha256(b"").hexdigest()}" }},
  }}).then(function () {{
    location.reload();
  }});
}});
"""
SCRIPT_HASH = b64encode(sha256(SCRIPT.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; script-src 'sha256-{SCRIPT_HASH}'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
{content}
</html>
"""
STOPPED = PAGE.format(
    content=f"""<title>Stopped</title>
<h1>Stopped</h1>
<p>This environment is stopped outside working hours. It starts in about two minutes.</p>
<button type="button">Start</button>
<script>{SCRIPT}</script>"""
)
STARTING = PAGE.format(
    content=f"""<meta http-equiv="refresh" content="{POLL_INTERVAL_SECONDS}">
<title>Starting</title>
<h1>Starting</h1>
<p>This environment starts in about two minutes, and this page reloads itself.</p>"""
)


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    if "requestContext" in event:
        if event["requestContext"]["http"]["method"] == "POST":
            wake()
        return _response()
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
    return _reaches("runningCount", services)


def _reaches(count: str, services: dict[str, Any]) -> bool:
    """Return True if each service has its number of tasks."""
    return all(services[name][count] >= tasks for name, tasks in _always_on().items())


def _response() -> dict[str, Any]:
    services = _services(list(_always_on()))
    if _reaches("runningCount", services):
        return {"statusCode": HTTPStatus.SEE_OTHER, "headers": {"Location": "/"}}
    return {
        "statusCode": HTTPStatus.OK,
        "headers": {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": POLICY,
            "Cache-Control": "no-store",
        },
        "body": STARTING if _reaches("desiredCount", services) else STOPPED,
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
