"""Postgres and Valkey for the processes of emulated tasks."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.backing_services import START_TIMEOUT_SECONDS, BackingServices


@contextmanager
def running_stores(home: Path) -> Iterator[dict[str, str]]:
    """Run both during the block; yield their URLs by the backend's variables."""
    stores = BackingServices(home / "stores", durable=False)
    stores.postgres.prepare()
    stores.valkey.prepare()
    log = home / "stores.log"
    with log.open("w") as written:
        processes = [
            subprocess.Popen(
                each.command(),
                cwd=stores.home,
                env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            for each in (stores.postgres, stores.valkey)
        ]
        try:
            deadline = time.monotonic() + START_TIMEOUT_SECONDS
            while not (stores.postgres.answers() and stores.valkey.answers()):
                if time.monotonic() > deadline:
                    raise TimeoutError(log.read_text())
                time.sleep(0.1)
            yield {"DATABASE_URL": stores.postgres.url, "REDIS_URL": stores.valkey.url}
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(10)
