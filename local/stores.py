"""Postgres, Valkey and AWS of one home folder, and the environment that points at them."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from local.aws import Aws
from local.postgres import Postgres
from local.process import Process
from local.state import State
from local.terminal import refuse
from local.valkey import Valkey

SECONDS_TO_ANSWER = 30


class Stores:
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
                # SIGINT is the fast shutdown: it does not wait for idle clients.
                ("postgres", self.postgres.command(), signal.SIGINT, {}),
                ("valkey", self.valkey.command(), signal.SIGTERM, {}),
                ("aws", self.aws.command(), signal.SIGTERM, self.aws.own_environment()),
            )
        ]

    def answer(self) -> bool:
        return self.postgres.answers() and self.valkey.answers() and self.aws.answers()


@asynccontextmanager
async def running_stores(home: Path, *, durable: bool = False) -> AsyncIterator[Stores]:
    """Stores for as long as the block lasts; unless durable, quick and without a care for a power
    cut."""
    stores = Stores(home, durable=durable)
    processes = stores.processes(lambda name, line: None)
    try:
        for process in processes:
            await process.start()
        await until_answered(stores, processes)
        yield stores
    finally:
        await asyncio.gather(*(process.stop() for process in processes))


async def until_answered(stores: Stores, processes: list[Process]) -> None:
    deadline = monotonic() + SECONDS_TO_ANSWER
    while not await asyncio.to_thread(stores.answer):
        ended = [each for each in processes if each.running and each.running.returncode is not None]
        if ended or monotonic() > deadline:
            said = "\n    ".join(line for each in processes for line in each.last_lines)
            refuse(f"The stores do not answer. They said:\n    {said}", "Try `make reset`.")
        await asyncio.sleep(0.05)
