"""Minimal Django settings of a test's worker, so that it starts fast."""

import os

from apps.scaling.configuration import Scaling

SECRET_KEY = "of-a-test"
SCALING = Scaling(
    queues=(),
    namespace="",
    token="",
    fleet="",
    agent=os.environ.get("ECS_AGENT_URI", ""),
    grace=2,
    start=os.environ.get("WORKER_START", ""),
    idle_seconds=1.5,
)
