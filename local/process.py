"""A process of the application: start it, read its output, stop it with its children."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Protocol

LAST_LINES = 20
STOP_TIMEOUT_SECONDS = 15
PR_SET_PDEATHSIG = 1
MAX_LINE_LENGTH = 1024 * 1024
CHUNK_SIZE = 64 * 1024
# Loaded here, as nothing may be loaded between fork and exec.
LIBC = ctypes.CDLL(None)


class Running(Protocol):
    """The subset of `asyncio.subprocess.Process` that is used here."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    @property
    def stdout(self) -> asyncio.StreamReader | None: ...

    async def wait(self) -> int: ...

    def send_signal(self, signal: int) -> None: ...


def end_with_parent(number: signal.Signals = signal.SIGTERM) -> Callable[[], None] | None:
    """Return a `preexec_fn` that sends the signal when the parent has ended. Linux only.

    The parent is the thread that calls this and starts the process.
    """
    return partial(end_with, os.getpid(), number) if sys.platform == "linux" else None


def end_with(parent: int, number: signal.Signals) -> None:
    """Have the kernel send the signal to this process when its parent has ended."""
    LIBC.prctl(PR_SET_PDEATHSIG, number)
    # The kernel does not report a parent that was gone before this call.
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def kill_with_parent() -> Callable[[], None] | None:
    """Return a `preexec_fn` for tests, whose processes may be frozen and keep no data."""
    return end_with_parent(signal.SIGKILL)


@dataclass(eq=False, kw_only=True)
class Process:
    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]
    log: Path
    hear: Callable[[str, str], None]
    """Called with the name and each line of output."""
    fork: Callable[[list[str]], Awaitable[Running]] | None = None
    """Forks the command from a process with the same folder and environment."""
    reloads: bool = False
    """Restarted when the backend's code changes."""
    stop_signal: signal.Signals = signal.SIGTERM
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=LAST_LINES))
    deaths: list[float] = field(default_factory=list)
    """Times of unexpected ends."""
    running: Running | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while it is started or stopped: a reload and a restart may coincide."""

    @property
    def is_running(self) -> bool:
        return self.running is not None and self.running.returncode is None

    async def start(self) -> None:
        self.running = await (self.fork(self.command) if self.fork else self._execute())
        self.started = monotonic()
        self.listening = asyncio.create_task(self._listen(self.running))

    async def _execute(self) -> Running:
        return await asyncio.create_subprocess_exec(
            *self.command,
            cwd=self.folder,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            # Own group: Ctrl-C reaches only the supervisor, which then stops all in order.
            start_new_session=True,
            preexec_fn=end_with_parent(),
        )

    async def wait(self) -> int:
        """Return the exit code, once the process has ended and its output was read."""
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
            await asyncio.wait_for(process.wait(), STOP_TIMEOUT_SECONDS)
        # The rest of its group had the same time.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        await self.listening

    def died(self) -> None:
        self.deaths.append(monotonic())

    def deaths_within(self, seconds: float) -> int:
        return sum(1 for when in self.deaths if monotonic() - when < seconds)

    async def _listen(self, process: Running) -> None:
        assert process.stdout is not None
        rest = b""
        while piece := await process.stdout.read(CHUNK_SIZE):
            *lines, rest = (rest + piece).split(b"\n")
            if len(rest) > MAX_LINE_LENGTH:
                lines, rest = [*lines, rest], b""
            self._hear_lines(lines)
        if rest:
            self._hear_lines([rest])

    def _hear_lines(self, lines: list[bytes]) -> None:
        """Log and report lines; a full disk or closed terminal must not block the process."""
        with contextlib.suppress(OSError), self.log.open("ab") as log:
            log.writelines(line + b"\n" for line in lines)
        for raw in lines:
            line = raw.decode(errors="replace").rstrip()
            self.last_lines.append(line)
            with contextlib.suppress(OSError):
                self.hear(self.name, line)


async def run_command(command: list[str], *, folder: Path, environment: dict[str, str]) -> int:
    """Run a command on this terminal and return its exit code; it ends with its caller."""
    running = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, preexec_fn=end_with_parent()
    )
    try:
        return await running.wait()
    finally:
        if running.returncode is None:
            running.terminate()
            await running.wait()
