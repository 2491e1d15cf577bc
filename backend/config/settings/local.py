"""One machine: plain HTTP, files in a folder, workers as processes, and what takes minutes on AWS
takes seconds. What containers run with; development and tests add to it."""

from dataclasses import replace

from config.settings import base
from config.settings.base import *  # noqa: F403

SCALING = replace(
    base.SCALING, fleet="apps.scaling.fleets.local.LocalFleet", fleet_options={}, grace=3
)
MAILBOX = base.EMAIL_CONFIG.get("EMAIL_FILE_PATH")
CELERY_BROKER_TRANSPORT_OPTIONS = {**base.CELERY_BROKER_TRANSPORT_OPTIONS, "visibility_timeout": 15}
# The tasks of `make drill`, one of which kills its worker.
CELERY_IMPORTS = ("apps.scaling.drill.tasks",)
CONSTANCE_CONFIG = {
    **base.CONSTANCE_CONFIG,
    "SCALING_OPEN": (True, *base.CONSTANCE_CONFIG["SCALING_OPEN"][1:]),
}
