"""A worker process, treated as ECS treats a task: told to stop, and killed with all it started."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

PR_SET_PDEATHSIG = 1
# Loaded here: between fork and exec nothing may be.
LIBC = ctypes.CDLL(None)


def _end_with_parent() -> None:
    """A runner that is killed outright cannot stop anything: the kernel does it instead."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class WorkerProcess:
    def __init__(
        self, *, name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        self.name = name
        self.started = time.monotonic()
        self.stopping_since: float | None = None
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )

    @property
    def is_stopping(self) -> bool:
        return self.stopping_since is not None

    @property
    def age(self) -> float:
        """Seconds."""
        return time.monotonic() - self.started

    def has_ended(self) -> bool:
        if self.process.poll() is None:
            return False
        self.kill()  # what it left of its pool
        return True

    def stop(self) -> None:
        self.stopping_since = time.monotonic()
        self.process.terminate()

    def kill_after(self, grace: float) -> None:
        """Where it has been stopping for longer than so many seconds."""
        if self.stopping_since is not None and time.monotonic() - self.stopping_since > grace:
            self.kill()

    def kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
