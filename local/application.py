"""The whole application on this machine: `Application.run` until it is stopped."""

import asyncio
import os
import shutil
import signal
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn

from watchfiles import DefaultFilter, awatch

from config.topology import SERVICES
from local.backing_services import BackingServices, wait_until_running
from local.console import UserError, echo, prefixed, step
from local.environment import backend_environment
from local.forking import ForkServer
from local.frontend import FrontEnd
from local.paths import BACKEND, ROOT
from local.process import Process, run_command
from local.readiness import wait_until_ready
from local.routes import backend_routes
from local.single_instance import record_process

MAX_DEATHS = 3
DEATH_WINDOW_SECONDS = 60
RESTART_DELAY_SECONDS = 1
# A process that ends so soon after a change is not restarted before the next one.
RELOAD_GRACE_SECONDS = 20


class StoppedError(Exception):
    """The application has to stop; the message is the reason."""


class BackendCode(DefaultFilter):
    """Files of running backend processes, without tests."""

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
        """`seed`: management command that creates the first accounts.

        `variables`: of the backend, in addition to those of the services.
        """
        self.home = home
        self.front_ends = front_ends
        self.seed = seed
        self.services = BackingServices(home, durable=durable)
        self.ports = {
            service.name: self.services.state.port(service.name)
            for service in SERVICES
            if service.port
        }
        self.environment = backend_environment(
            {**self.services.environment(), **(variables or {})},
            settings=settings,
            site_url=front_ends[0].url,
        )
        self.fork_server = ForkServer(
            environment=self.environment, log=home / "logs" / "fork-server.log"
        )
        self.processes: list[Process] = []
        self.watched: dict[Process, asyncio.Task[None]] = {}
        self.ended: asyncio.Queue[Process] = asyncio.Queue()
        self.is_quiet = True
        self.is_stopping = False
        self.reloaded_at = float("-inf")
        self.reported_errors: set[str] = set()

    async def run(self, *, started: str, command: list[str] | None = None) -> int:
        """Start everything, print `started`, and run until stopped or until `command` has ended.

        Return the exit code of the command, or 1 if a process kept crashing.
        """
        stop = asyncio.get_running_loop().create_future()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, request_stop, stop)
        work = asyncio.create_task(self._work(started, command))
        rescue = asyncio.create_task(self._keep_alive())
        try:
            await asyncio.wait({work, rescue, stop}, return_when=asyncio.FIRST_COMPLETED)
            for task in (rescue, work):
                if task.done():
                    return task.result()
            echo("\n  stopping …")
            return 0
        except (StoppedError, UserError) as reason:
            echo(f"\n  ✗ {reason}")
            return 1
        finally:
            await self._stop_all(work, rescue)

    async def _work(self, started: str, command: list[str] | None) -> int:
        began = monotonic()
        self._rotate_logs()
        # Django and the front end take the longest, so the services start beside them.
        await self.fork_server.start()
        servers = [server for each in self.front_ends for server in each.servers]
        await asyncio.gather(*(self._start(self._front_end(server)) for server in servers))
        with step("Postgres, Valkey and AWS"):
            services = self.services.processes(self._hear)
            for process in services:
                await self._start(process)
            await wait_until_running(self.services, services)
        with step("database migrations"):
            await self._manage("migrate", "--verbosity=0")
        if self.seed:
            with step("first accounts"):
                await self._manage(*self.seed)
        with step("processes"):
            await asyncio.gather(*map(self._start, self._services()))
            await wait_until_ready(
                urls=[front_end.url for front_end in self.front_ends],
                ports=self.ports,
                broker=self.services.valkey.url,
            )
        echo(f"\n  ready after {monotonic() - began:.1f} s\n\n{started}")
        if command:
            addresses = {f"{each.name.upper()}_URL": each.url for each in self.front_ends}
            addresses["BASE_URL"] = self.front_ends[0].url
            return await run_command(command, folder=ROOT, environment={**os.environ, **addresses})
        self.is_quiet = False
        await self._reload_on_change()
        return 0

    def _front_end(self, front_end: FrontEnd) -> Process:
        logs = self.home / "logs"
        return front_end.process(
            routes=backend_routes(self.ports),
            site_url=self.front_ends[0].url,
            logs=logs,
            hear=self._hear,
        )

    def _services(self) -> list[Process]:
        """Return the processes that are always on, and the fleet, which runs the others on
        demand."""
        endpoint = f"http://127.0.0.1:{self.ports['web']}/api/celery-metrics/"
        fleet = ["python", "manage.py", "local_fleet", "--endpoint", endpoint]
        commands = {
            service.name: service.arguments(host="127.0.0.1", port=self.ports.get(service.name))
            for service in SERVICES
            if service.minimum
        }
        return [
            self._backend_process(name, command)
            for name, command in {**commands, "fleet": fleet}.items()
        ]

    def _backend_process(self, name: str, command: list[str]) -> Process:
        return Process(
            name=name,
            command=command,
            folder=BACKEND,
            environment=self.environment,
            log=self.home / "logs" / f"{name}.log",
            hear=self._hear,
            fork=self.fork_server.fork,
            reloads=True,
        )

    async def _start(self, process: Process) -> None:
        """Start it, unless it runs or the application is stopping."""
        async with process.turn:
            if process.is_running or self.is_stopping:
                return
            if process not in self.processes:
                self.processes.append(process)
            await process.start()
            assert process.running is not None
            record_process(self.home, process.running.pid)
            self.watched[process] = asyncio.create_task(self._watch(process))

    async def _watch(self, process: Process) -> None:
        await process.wait()
        self.ended.put_nowait(process)

    async def _manage(self, *arguments: str) -> None:
        command = self._backend_process(arguments[0], ["python", "manage.py", *arguments])
        await command.start()
        try:
            code = await command.wait()
        finally:
            await command.stop()
        if code:
            raise StoppedError(crash_report(command, code))

    async def _keep_alive(self) -> NoReturn:
        """Restart processes that ended; raise StoppedError if one keeps crashing."""
        while True:
            process = await self.ended.get()
            assert process.running is not None
            code = process.running.returncode
            if process.reloads and monotonic() - self.reloaded_at < RELOAD_GRACE_SECONDS:
                self._report_error(process, code)
                continue
            process.died()
            deaths = process.deaths_within(DEATH_WINDOW_SECONDS)
            if deaths >= MAX_DEATHS:
                raise StoppedError(
                    f"{crash_report(process, code)}\n  It ended {deaths} times within a minute."
                )
            echo(f"  {process.name} exited with code {code} and is restarted.")
            await asyncio.sleep((deaths - 1) * RESTART_DELAY_SECONDS)
            await self._start(process)

    def _report_error(self, process: Process, code: int | None) -> None:
        """Print the error; one that other processes had too is not repeated."""
        mistake = process.last_lines[-1] if process.last_lines else ""
        if mistake in self.reported_errors:
            echo(f"  {process.name} exited with code {code} and the same error.")
        else:
            self.reported_errors.add(mistake)
            echo(f"  {crash_report(process, code)}\n  Fix it and save to restart it.")

    async def _reload_on_change(self) -> None:
        async for changes in awatch(BACKEND, watch_filter=BackendCode(), debounce=300):
            began = monotonic()
            changed = sorted({str(Path(path).relative_to(BACKEND)) for _, path in changes})
            more = " and more" if changed[3:] else ""
            echo(f"  {', '.join(changed[:3])}{more} changed, reloading …")
            self.reloaded_at = began
            self.reported_errors.clear()
            await self._reload()
            echo(f"  reloaded in {monotonic() - began:.1f} s")

    async def _reload(self) -> None:
        reloading = [process for process in self.processes if process.reloads]
        async with AsyncExitStack() as turns:
            for process in reloading:
                await turns.enter_async_context(process.turn)
                self.watched[process].cancel()
            await asyncio.gather(*(process.stop() for process in reloading))
            # No process may be forked from the old code in between.
            await self.fork_server.stop()
        await asyncio.gather(*map(self._start, reloading))

    async def _stop_all(self, *tasks: "asyncio.Task[Any]") -> None:
        self.is_quiet = self.is_stopping = True
        for task in (*tasks, *self.watched.values()):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        services = [each for each in self.processes if each.name in {"postgres", "valkey", "aws"}]
        others = [each for each in self.processes if each not in services]
        # Services stop last, as workers put their tasks back.
        for group in (others, services):
            await asyncio.gather(*(each.stop() for each in group), return_exceptions=True)
        await self.fork_server.stop()
        echo("  Stopped. Your data is kept.")

    def _hear(self, name: str, line: str) -> None:
        if not self.is_quiet:
            width = max(len(process.name) for process in self.processes)
            echo(prefixed(name, line, width=width))

    def _rotate_logs(self) -> None:
        logs = self.home / "logs"
        shutil.rmtree(self.home / "logs-of-last-time", ignore_errors=True)
        if logs.exists():
            logs.rename(self.home / "logs-of-last-time")
        logs.mkdir(parents=True)


def crash_report(process: Process, code: int | None) -> str:
    said = "\n".join(f"    {line}" for line in process.last_lines)
    return f"{process.name} exited with code {code}. Its last output:\n{said}"


def request_stop(stop: "asyncio.Future[None]") -> None:
    if not stop.done():
        stop.set_result(None)
