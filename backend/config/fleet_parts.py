"""Parts and code of each way to scale workers, for the table in documentation/scaling.md."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.conf import settings

from apps.scaling.simulator.policies import SERVICES, TASKS

ROOT = settings.BACKEND.parent
PACKAGE = "backend/packages/celery-scale-to-zero/src/celery_scale_to_zero"
SCHEDULE = ("schedule", "Lambda function")
ALARMS = ("scalable target", "metric", "alarm up", "alarm down", "policy up", "policy down")
CLUSTER = ("Kubernetes cluster", "node group", "KEDA operator", "trigger authentication")
# What runs for one queue, without broker, image and network, which all of them need.
PARTS: Mapping[str, Sequence[str]] = {
    "always-on": ("service", "task definition"),
    "naive policy": ("service", "task definition", *ALARMS, *SCHEDULE),
    "KEDA ScaledObject": (*CLUSTER, "deployment", "scaled object", "HPA", "metrics server"),
    "KEDA ScaledJob": (*CLUSTER, "scaled job"),
    "AWS Batch": ("compute environment", "job queue", "job definition"),
    SERVICES: ("service", "task definition", *ALARMS, *SCHEDULE, "protection"),
    TASKS: ("task definition", *SCHEDULE),
}
# Our own code that only this fleet needs.
FILES: Mapping[str, Sequence[str]] = {
    SERVICES: (
        f"{PACKAGE}/fleets/ecs_services.py",
        f"{PACKAGE}/worker/protection.py",
        "awscdk/stacks/scaling.py",
    ),
    TASKS: (
        f"{PACKAGE}/fleets/ecs_tasks.py",
        f"{PACKAGE}/broker/starts.py",
        f"{PACKAGE}/worker/idle_exit.py",
    ),
}


def cells() -> dict[str, tuple[str, str]]:
    """Return for each policy its number of parts and, of our fleets, of lines of code."""
    return {
        name: (
            str(len(parts)),
            str(sum(map(lines_of_code, FILES[name]))) if name in FILES else "-",
        )
        for name, parts in PARTS.items()
    }


def lines_of_code(path: str) -> int:
    """Return the number of lines that are not empty."""
    return sum(bool(line.strip()) for line in Path(ROOT / path).read_text().splitlines())
