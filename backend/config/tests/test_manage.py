"""Management commands as processes."""

import subprocess
import sys

from django.conf import settings

KILL = "import os, signal; os.kill(os.getpid(), signal.SIGTERM); input()"


def test_management_command_ends_on_sigterm() -> None:
    """Handle SIGTERM itself: the kernel spares the first process of a container."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", KILL],
        cwd=settings.BACKEND,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )

    assert done.returncode == 128 + 15, done.stderr
