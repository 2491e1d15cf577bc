"""The whole application on this machine: `Application.run` until it is told to stop."""

import asyncio
import os
import shutil
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn

from watchfiles import DefaultFilter, awatch

from config.topology import SERVICES
from local.checkout import BACKEND, PYTHON, ROOT
from local.environment import backend_environment
from local.frontend import FrontEnd
from local.occupation import note_process
from local.process import Process, run_command
from local.readiness import until_ready
from local.routes import routes
from local.stores import Stores, until_answered
from local.terminal import RefusedError, prefixed, say, step

MOST_DEATHS = 3
WITHIN_SECONDS = 60
SECONDS_BETWEEN_STARTS = 1
SECONDS_AFTER_RELOAD = 20
"""A process that dies this soon after a change has a mistake in it and waits for the next one."""


class StoppedError(Exception):
    """The application has to end; the message says why."""


class BackendCode(DefaultFilter):
    """What a running backend process has read: not its tests."""

    def __call__(self, change: object, path: str) -> bool:
        inside = Path(path).relative_to(BACKEND)
        if "tests" in inside.parts or inside.suffix not in {".py", ".html", ".json", ".mo"}:
            return False
        return super().__call__(change, path)  # type: ignore[arg-type] # the base types its enum


class Application:
    def __init__(
        self,
        home: Path,
        *,
        front_ends: Sequence[FrontEnd],
        settings: str,
        durable: bool,
        seed: Sequence[str] = (),
        variables: Mapping[str, str] | None = None,
    ) -> None:
        """`seed`: the management command that gives the database its first accounts. `variables`:
        of the backend, beside those of the stores."""
        self.home = home
        self.front_ends = front_ends
        self.seed = seed
        self.stores = Stores(home, durable=durable)
        self.ports = {
            service.name: self.stores.state.port(service.name)
            for service in SERVICES
            if service.port
        }
        self.environment = backend_environment(
            {**self.stores.environment(), **(variables or {})},
            settings=settings,
            site_url=front_ends[0].url,
        )
        self.processes: list[Process] = []
        self.watched: dict[Process, asyncio.Task[None]] = {}
        self.ended: asyncio.Queue[Process] = asyncio.Queue()
        self.is_quiet = True
        self.is_stopping = False
        self.reloaded_at = float("-inf")
        self.mistakes: set[str] = set()

    async def run(self, *, started: str, command: list[str] | None = None) -> int:
        """Start everything, say `started`, and stay until stopped, or until `command` has ended.

        The exit code: that of the command, or 1 where a process could not be kept alive.
        """
        stop = asyncio.get_running_loop().create_future()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, _tell, stop)
        work = asyncio.create_task(self._work(started, command))
        rescue = asyncio.create_task(self._keep_alive())
        try:
            await asyncio.wait({work, rescue, stop}, return_when=asyncio.FIRST_COMPLETED)
            for task in (rescue, work):
                if task.done():
                    return task.result()
            say("\n  stopping …")
            return 0
        except (StoppedError, RefusedError) as reason:
            say(f"\n  ✗ {reason}")
            return 1
        finally:
            await self._stop_all(work, rescue)

    async def _work(self, started: str, command: list[str] | None) -> int:
        began = monotonic()
        self._put_logs_aside()
        with step("Postgres, Valkey and AWS"):
            stores = self.stores.processes(self._hear)
            for process in stores:
                await self._start(process)
            await until_answered(self.stores, stores)
        servers = [server for each in self.front_ends for server in each.servers]
        front_ends = [self._front_end(server) for server in servers]
        with step("database migrations"):
            # The front end takes as long to start; side by side they take half.
            await asyncio.gather(
                self._manage("migrate", "--verbosity=0"), *map(self._start, front_ends)
            )
        if self.seed:
            with step("first accounts"):
                await self._manage(*self.seed)
        with step("processes"):
            await asyncio.gather(*map(self._start, self._services()))
            await until_ready(
                urls=[front_end.url for front_end in self.front_ends],
                ports=self.ports,
                broker=self.stores.valkey.url,
            )
        say(f"\n  ready after {monotonic() - began:.1f} s\n\n{started}")
        if command:
            addresses = {f"{each.name.upper()}_URL": each.url for each in self.front_ends}
            addresses["BASE_URL"] = self.front_ends[0].url
            return await run_command(command, folder=ROOT, environment={**os.environ, **addresses})
        self.is_quiet = False
        await self._reload_on_change()
        return 0

    def _front_end(self, front_end: FrontEnd) -> Process:
        logs = self.home / "logs"
        return front_end.process(routes=routes(self.ports), logs=logs, hear=self._hear)

    def _services(self) -> list[Process]:
        """Those that are always on, and the fleet, which runs the others as they are needed."""
        endpoint = f"http://127.0.0.1:{self.ports['web']}/api/celery-metrics/"
        fleet = ["python", "manage.py", "local_fleet", "--endpoint", endpoint]
        commands = {
            service.name: service.arguments(host="127.0.0.1", port=self.ports.get(service.name))
            for service in SERVICES
            if service.minimum
        }
        return [
            Process(
                name=name,
                command=command,
                folder=BACKEND,
                environment=self.environment,
                log=self.home / "logs" / f"{name}.log",
                hear=self._hear,
                reloads=True,
            )
            for name, command in {**commands, "fleet": fleet}.items()
        ]

    async def _start(self, process: Process) -> None:
        """Start it, unless it runs or everything is about to stop."""
        async with process.turn:
            if process.is_running or self.is_stopping:
                return
            if process not in self.processes:
                self.processes.append(process)
            await process.start()
            assert process.running is not None
            note_process(self.home, process.running.pid)
            self.watched[process] = asyncio.create_task(self._watch(process))

    async def _watch(self, process: Process) -> None:
        await process.wait()
        self.ended.put_nowait(process)

    async def _manage(self, *arguments: str) -> None:
        done = await asyncio.create_subprocess_exec(
            str(PYTHON),
            "manage.py",
            *arguments,
            cwd=BACKEND,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await done.communicate()
        if done.returncode:
            raise StoppedError(f"`manage.py {' '.join(arguments)}` failed:\n{output.decode()}")

    async def _keep_alive(self) -> NoReturn:
        """Start a process that died again; raise StoppedError when it goes on dying."""
        while True:
            process = await self.ended.get()
            assert process.running is not None
            code = process.running.returncode
            if process.reloads and monotonic() - self.reloaded_at < SECONDS_AFTER_RELOAD:
                self._tell_mistake(process, code)
                continue
            process.died()
            deaths = process.deaths_within(WITHIN_SECONDS)
            if deaths >= MOST_DEATHS:
                raise StoppedError(f"{_epitaph(process, code)}\n  {deaths} times within a minute.")
            say(f"  {process.name} ended with {code} and is started again.")
            await asyncio.sleep((deaths - 1) * SECONDS_BETWEEN_STARTS)
            await self._start(process)

    def _tell_mistake(self, process: Process, code: int | None) -> None:
        """Every process stumbles over the same mistake; its lines are shown once."""
        mistake = process.last_lines[-1] if process.last_lines else ""
        if mistake in self.mistakes:
            say(f"  {process.name} ended with {code} for the same reason.")
        else:
            self.mistakes.add(mistake)
            say(f"  {_epitaph(process, code)}\n  Mend it and save: it is started again.")

    async def _reload_on_change(self) -> None:
        async for changes in awatch(BACKEND, watch_filter=BackendCode(), debounce=300):
            began = monotonic()
            changed = sorted({str(Path(path).relative_to(BACKEND)) for _, path in changes})
            more = " and more" if changed[3:] else ""
            say(f"  {', '.join(changed[:3])}{more} changed, reloading …")
            self.reloaded_at = began
            self.mistakes.clear()
            await asyncio.gather(*map(self._restart, filter(_reloads, self.processes)))
            say(f"  reloaded in {monotonic() - began:.1f} s")

    async def _restart(self, process: Process) -> None:
        async with process.turn:
            self.watched[process].cancel()
            await process.stop()
        await self._start(process)

    async def _stop_all(self, *tasks: "asyncio.Task[Any]") -> None:
        self.is_quiet = self.is_stopping = True
        for task in (*tasks, *self.watched.values()):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        stores = [each for each in self.processes if each.name in {"postgres", "valkey", "aws"}]
        others = [each for each in self.processes if each not in stores]
        # The stores last: what a worker puts back has to arrive.
        for group in (others, stores):
            await asyncio.gather(*(each.stop() for each in group), return_exceptions=True)
        say("  everything is stopped; the data stays.")

    def _hear(self, name: str, line: str) -> None:
        if not self.is_quiet:
            width = max(len(process.name) for process in self.processes)
            say(prefixed(name, line, width=width))

    def _put_logs_aside(self) -> None:
        logs = self.home / "logs"
        shutil.rmtree(self.home / "logs-of-last-time", ignore_errors=True)
        if logs.exists():
            logs.rename(self.home / "logs-of-last-time")
        logs.mkdir(parents=True)


def _reloads(process: Process) -> bool:
    return process.reloads


def _epitaph(process: Process, code: int | None) -> str:
    said = "\n".join(f"    {line}" for line in process.last_lines)
    return f"{process.name} ended with {code}. Its last lines:\n{said}"


def _tell(stop: "asyncio.Future[None]") -> None:
    if not stop.done():
        stop.set_result(None)
