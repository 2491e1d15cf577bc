"""Valkey as a process that the test may kill."""

import os
import signal
import subprocess
import time
from pathlib import Path

from celery_scale_to_zero.broker.client import connect
from local.process import kill_with_parent
from local.state import State
from local.valkey import Valkey


class ValkeyProcess:
    def __init__(self, home: Path) -> None:
        self.port = State(home).port("valkey")
        self._valkey = Valkey(home, port=self.port, password="test", durable=True)
        self._valkey.prepare()
        self.url = self._valkey.url
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self._valkey.command(), start_new_session=True, preexec_fn=kill_with_parent()
        )
        while not self._valkey.answers():
            time.sleep(0.02)
        self.client = connect(self.url)

    def appended(self) -> tuple[Path, int]:
        """Return the file that it appends writes to, and its size: each reply follows its write."""
        (file,) = self._valkey.data.glob("appendonlydir/*.incr.aof")
        return file, file.stat().st_size

    def truncate(self, appended: tuple[Path, int]) -> None:
        """Drop later writes, as if the disk or the replica had not received them."""
        os.truncate(*appended)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
