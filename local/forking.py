"""Backend processes forked from one that has loaded Django.

Loading Django takes most of the start time of a process.
"""

import asyncio
import json
import os
import socket
from asyncio.subprocess import STDOUT
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL

from local.console import UserError
from local.paths import BACKEND, PYTHON, ROOT
from local.process import end_with_parent

PROGRAM = ROOT / "local" / "fork_server.py"


@dataclass(eq=False, kw_only=True)
class ForkedProcess:
    pid: int
    stdout: asyncio.StreamReader
    ended: "asyncio.Future[int]"

    @property
    def returncode(self) -> int | None:
        return self.ended.result() if self.ended.done() else None

    async def wait(self) -> int:
        return await asyncio.shield(self.ended)

    def send_signal(self, signal: int) -> None:
        if self.ended.done():
            raise ProcessLookupError
        os.kill(self.pid, signal)


@dataclass(eq=False, kw_only=True)
class ForkServer:
    """Starts with the first command, and again after it was stopped or died."""

    environment: dict[str, str]
    log: Path
    running: asyncio.subprocess.Process | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while the server starts, stops or forks."""
    forked: "asyncio.Future[tuple[int, asyncio.Future[int]]] | None" = None
    """The last requested process: its id, and its exit code once it has ended."""

    async def start(self) -> None:
        async with self.turn:
            if self.running is None:
                await self._start()

    async def fork(self, command: list[str]) -> ForkedProcess:
        """Return the process once it was forked; it prints to its `stdout`."""
        async with self.turn:
            if self.running is None:
                await self._start()
            loop = asyncio.get_running_loop()
            self.forked = loop.create_future()
            reading, writing = os.pipe()
            stdout = asyncio.StreamReader()
            await loop.connect_read_pipe(
                lambda: asyncio.StreamReaderProtocol(stdout), os.fdopen(reading, "rb")
            )
            socket.send_fds(self.channel, [json.dumps(command).encode()], [writing])
            os.close(writing)
            pid, ended = await self.forked
            return ForkedProcess(pid=pid, stdout=stdout, ended=ended)

    async def stop(self) -> None:
        async with self.turn:
            if self.running is not None:
                self.running.terminate()
                await self.listening

    async def _start(self) -> None:
        self.channel, theirs = socket.socketpair()
        self.channel.setblocking(False)
        with theirs, self.log.open("ab") as log:
            self.running = await asyncio.create_subprocess_exec(
                str(PYTHON),
                # Do not add the program's folder to the path: its modules have common names.
                "-P",
                str(PROGRAM),
                str(theirs.fileno()),
                cwd=BACKEND,
                env=self.environment,
                pass_fds=[theirs.fileno()],
                stdout=log,
                stderr=STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent(),
            )
        self.listening = asyncio.create_task(self._listen(self.running))

    async def _listen(self, running: asyncio.subprocess.Process) -> None:
        """Report ended processes until the server ends, then kill the others, as none could be
        reported."""
        alive: dict[int, asyncio.Future[int]] = {}
        responses, writer = await asyncio.open_connection(sock=self.channel)
        with suppress(ConnectionError):
            async for response in responses:
                pid, *code = map(int, response.split())
                if code:
                    alive.pop(pid).set_result(code[0])
                else:
                    alive[pid] = asyncio.get_running_loop().create_future()
                    # None if the request was cancelled because the application is stopping.
                    if self.forked is not None and not self.forked.done():
                        self.forked.set_result((pid, alive[pid]))
        writer.close()
        self.running = None
        await running.wait()
        for pid, ended in alive.items():
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, SIGKILL)
            ended.set_result(-SIGKILL)
        if self.forked is not None and not self.forked.done():
            problem = f"The fork server has ended; see {self.log}."
            self.forked.set_exception(UserError(problem))
