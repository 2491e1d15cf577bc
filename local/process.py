"""A process of the application: started, listened to, stopped with all it started itself."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

LAST_LINES = 20
SECONDS_TO_STOP = 15
PR_SET_PDEATHSIG = 1
LONGEST_LINE = 1024 * 1024
PIECE = 64 * 1024
# Loaded here: between fork and exec nothing may be.
LIBC = ctypes.CDLL(None)


@dataclass(eq=False, kw_only=True)
class Process:
    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]
    log: Path
    hear: Callable[[str, str], None]
    """Called with the name and each line it prints."""
    reloads: bool = False
    """Started anew when the backend's code changes."""
    stop_signal: signal.Signals = signal.SIGTERM
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=LAST_LINES))
    deaths: list[float] = field(default_factory=list)
    """When it ended without being asked to."""
    running: asyncio.subprocess.Process | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by who starts or stops it: a reload and a rescue may want to at once."""

    @property
    def is_running(self) -> bool:
        return self.running is not None and self.running.returncode is None

    async def start(self) -> None:
        self.running = await asyncio.create_subprocess_exec(
            *self.command,
            cwd=self.folder,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            # A group of its own: Ctrl-C reaches the supervisor alone, which then stops in order.
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
        self.started = monotonic()
        self.listening = asyncio.create_task(self._listen(self.running))

    async def wait(self) -> int:
        """Its exit code, once it ended and all it printed was heard."""
        assert self.running is not None
        await asyncio.shield(self.listening)
        return await self.running.wait()

    async def stop(self) -> None:
        process = self.running
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(self.stop_signal)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), SECONDS_TO_STOP)
        # What is left of its group had its chance.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        await self.listening

    def died(self) -> None:
        self.deaths.append(monotonic())

    def deaths_within(self, seconds: float) -> int:
        return sum(1 for when in self.deaths if monotonic() - when < seconds)

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        rest = b""
        while piece := await process.stdout.read(PIECE):
            *lines, rest = (rest + piece).split(b"\n")
            if len(rest) > LONGEST_LINE:
                lines, rest = [*lines, rest], b""
            self._hear_lines(lines)
        if rest:
            self._hear_lines([rest])

    def _hear_lines(self, lines: list[bytes]) -> None:
        """A full disk or a closed terminal must not stop the listening: the process would block."""
        with contextlib.suppress(OSError), self.log.open("ab") as log:
            log.writelines(line + b"\n" for line in lines)
        for raw in lines:
            line = raw.decode(errors="replace").rstrip()
            self.last_lines.append(line)
            with contextlib.suppress(OSError):
                self.hear(self.name, line)


def _end_with_parent() -> None:
    """A supervisor that is killed outright cannot stop anything: the kernel does it instead."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


async def run_command(command: list[str], *, folder: Path, environment: dict[str, str]) -> int:
    """Run a command on this terminal and give its exit code; it ends with whoever waits for it."""
    running = await asyncio.create_subprocess_exec(*command, cwd=folder, env=environment)
    try:
        return await running.wait()
    finally:
        if running.returncode is None:
            running.terminate()
            await running.wait()
