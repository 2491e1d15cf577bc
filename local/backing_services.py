"""Postgres, Valkey and the AWS emulator of one home folder, and their variables."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from local.aws import Aws
from local.console import fail
from local.postgres import Postgres
from local.process import Process
from local.state import State
from local.valkey import Valkey

START_TIMEOUT_SECONDS = 30


class BackingServices:
    def __init__(self, home: Path, *, durable: bool) -> None:
        self.home = home
        self.state = State(home)
        secret = self.state.secret
        self.postgres = Postgres(
            home, port=self.state.port("postgres"), password=secret("postgres"), durable=durable
        )
        self.valkey = Valkey(
            home, port=self.state.port("valkey"), password=secret("valkey"), durable=durable
        )
        self.aws = Aws(home, port=self.state.port("aws"))
        self.media = home / "media"

    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "MEDIA_ROOT": str(self.media),
            "EMAIL_URL": f"filemail://{self.home}/mail",
            "SECRET_KEY": self.state.secret("django"),
            "CELERY_METRICS_TOKEN": self.state.secret("celery-metrics"),
            **self.aws.environment(),
        }

    def processes(self, hear: Callable[[str, str], None]) -> list[Process]:
        logs = self.home / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        self.postgres.prepare()
        self.valkey.prepare()
        return [
            Process(
                name=name,
                command=command,
                folder=self.home,
                environment={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", **own},
                log=logs / f"{name}.log",
                hear=hear,
                stop_signal=stop_signal,
            )
            for name, command, stop_signal, own in (
                # SIGINT is the fast shutdown, which does not wait for idle clients.
                ("postgres", self.postgres.command(), signal.SIGINT, {}),
                ("valkey", self.valkey.command(), signal.SIGTERM, {}),
                ("aws", self.aws.command(), signal.SIGTERM, self.aws.own_environment()),
            )
        ]

    def is_running(self) -> bool:
        return self.postgres.answers() and self.valkey.answers() and self.aws.answers()


@asynccontextmanager
async def running_services(home: Path, *, durable: bool = False) -> AsyncIterator[BackingServices]:
    """Run the services during the block; unless durable, faster and without crash safety."""
    services = BackingServices(home, durable=durable)
    processes = services.processes(lambda name, line: None)
    try:
        for process in processes:
            await process.start()
        await wait_until_running(services, processes)
        yield services
    finally:
        await asyncio.gather(*(process.stop() for process in processes))


async def wait_until_running(services: BackingServices, processes: list[Process]) -> None:
    deadline = monotonic() + START_TIMEOUT_SECONDS
    while not await asyncio.to_thread(services.is_running):
        ended = [each for each in processes if each.running and each.running.returncode is not None]
        if ended or monotonic() > deadline:
            said = "\n    ".join(line for each in processes for line in each.last_lines)
            fail(
                f"Postgres, Valkey or AWS did not start. Their output:\n    {said}",
                "Try `make reset`.",
            )
        await asyncio.sleep(0.05)
