"""A worker process, managed as ECS manages a task: stopped, then killed with its children."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

PR_SET_PDEATHSIG = 1
# Loaded here, as nothing may be loaded between fork and exec.
LIBC = ctypes.CDLL(None)


def _end_with(parent: int) -> None:
    """Have the kernel stop the worker when the runner is killed and cannot do so itself."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    # The kernel does not report a parent that was gone before this call.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


class WorkerProcess:
    def __init__(
        self,
        *,
        name: str,
        token: str,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
    ) -> None:
        self.name = name
        self.token = token
        self.started = time.monotonic()
        self.stopping_since: float | None = None
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            start_new_session=True,
            preexec_fn=partial(_end_with, os.getpid()) if sys.platform == "linux" else None,
        )

    @property
    def is_stopping(self) -> bool:
        return self.stopping_since is not None

    @property
    def age(self) -> float:
        """Return its age in seconds."""
        return time.monotonic() - self.started

    def has_ended(self) -> bool:
        if self.process.poll() is None:
            return False
        self.kill()  # the rest of its pool
        return True

    def stop(self) -> None:
        self.stopping_since = time.monotonic()
        self.process.terminate()

    def kill_after(self, grace: float) -> None:
        """Kill it if it has been stopping for longer than `grace` seconds."""
        if self.stopping_since is not None and time.monotonic() - self.stopping_since > grace:
            self.kill()

    def kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
