"""Settings of one machine: plain HTTP, local files and processes, shorter timeouts than on AWS.

Containers use these settings; development and tests extend them.
"""

import os
from dataclasses import replace

from config.settings import base
from config.settings.base import *  # noqa: F403

SCALING = replace(
    base.SCALING,
    fleet="celery_scale_to_zero.fleets.local.LocalFleet",
    fleet_options={},
    # `make up` has an emulator of CloudWatch, containers have none.
    namespace=base.SCALING.namespace if "AWS_ENDPOINT_URL" in os.environ else "",
    grace=3,
    # As long as two datapoints of the alarms of the local fleet.
    idle_seconds=10,
)
MAILBOX = base.EMAIL_CONFIG.get("EMAIL_FILE_PATH")
CELERY_BROKER_TRANSPORT_OPTIONS = {**base.CELERY_BROKER_TRANSPORT_OPTIONS, "visibility_timeout": 15}
# Tasks of `make drill`, one of which kills its worker.
CELERY_IMPORTS = ("celery_scale_to_zero.chaos.tasks",)
CONSTANCE_CONFIG = {
    **base.CONSTANCE_CONFIG,
    "SCALING_OPEN": (True, *base.CONSTANCE_CONFIG["SCALING_OPEN"][1:]),
    "SCALING_PUBLIC": (True, *base.CONSTANCE_CONFIG["SCALING_PUBLIC"][1:]),
}
