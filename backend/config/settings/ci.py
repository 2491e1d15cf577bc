"""Tests: like production, but with plain HTTP, local files and a fast password hasher."""

import os
import re

# Parallel test processes share a server; each uses its own Redis database.
if worker := re.search(r"\d+", os.environ.get("PYTEST_XDIST_WORKER", "")):
    os.environ["REDIS_URL"] = re.sub(r"\d+$", str(int(worker[0]) + 1), os.environ["REDIS_URL"])

from config.settings.local import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
