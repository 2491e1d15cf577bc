"""One machine, for development and tests: workers are processes, and what takes minutes on AWS
takes seconds here."""

from dataclasses import replace
from typing import Any

from config.settings import base

SCALING = replace(
    base.SCALING, fleet="apps.scaling.fleets.local.LocalFleet", fleet_options={}, grace=3
)
MAILBOX: str | None = base.EMAIL_CONFIG.get("EMAIL_FILE_PATH")
CELERY_BROKER_TRANSPORT_OPTIONS = {**base.CELERY_BROKER_TRANSPORT_OPTIONS, "visibility_timeout": 15}
# The tasks of `make drill`, one of which kills its worker.
CELERY_IMPORTS = ("apps.scaling.drill.tasks",)
CONSTANCE_CONFIG: dict[str, tuple[Any, ...]] = {
    **base.CONSTANCE_CONFIG,
    "SCALING_OPEN": (True, *base.CONSTANCE_CONFIG["SCALING_OPEN"][1:]),
}
