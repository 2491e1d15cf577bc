"""Tests: as production, but over plain HTTP and with files and passwords that cost little."""

import os
import re

# Tests that run side by side share a server, each with a Redis database of its own.
if worker := re.search(r"\d+", os.environ.get("PYTEST_XDIST_WORKER", "")):
    os.environ["REDIS_URL"] = re.sub(r"\d+$", str(int(worker[0]) + 1), os.environ["REDIS_URL"])

from config.settings.local import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
