"""A broker of the test's own, which it may kill."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from apps.scaling.broker import connect
from local.state import State
from local.valkey import Valkey


class OwnBroker:
    def __init__(self, home: Path) -> None:
        port = State(home).port("valkey")
        self.valkey = Valkey(home, port=port, password="test", durable=True)
        self.valkey.prepare()
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.valkey.command(), start_new_session=True)
        while not self.valkey.answers():
            time.sleep(0.02)
        self.client = connect(self.valkey.url)

    def told(self, what: str) -> list[str]:
        """What the tasks wrote down."""
        written: Any = self.client.lrange(what, 0, -1)
        return list(written)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
