"""The emulator as a process of its own: for as long as the block lasts, with an empty account."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from awscdk.emulator.stores import running_stores
from local.aws import Aws
from local.checkout import BACKEND, PYTHON, ROOT

FUNCTIONS = ROOT / "awscdk" / "emulator" / "functions"
ACCOUNT = "123456789012"
SECONDS_TO_START = 90
SECONDS_TO_STOP = 10


@contextmanager
def running_emulator(home: Path) -> Iterator[Aws]:
    """`home`: its own, for what it writes and says."""
    home.mkdir(parents=True, exist_ok=True)
    aws = Aws(home, port=_free_port())
    log = home / "emulator.log"
    with running_stores(home) as stores, log.open("w") as written:
        process = subprocess.Popen(
            [PYTHON, "-m", "awscdk.emulator.server"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": f"{FUNCTIONS}:{ROOT}:{BACKEND}",
                "MINISTACK_ACCOUNT_ID": ACCOUNT,
                "EMULATOR_HOME": str(home),
                **stores,
                **aws.own_environment(),
                # Of itself, and of the functions that it runs.
                **aws.environment(),
            },
            stdout=written,
            stderr=subprocess.STDOUT,
            # A group of its own, with the processes of functions and tasks in it.
            start_new_session=True,
        )
        try:
            _await_answer(aws, process, log)
            yield aws
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(SECONDS_TO_STOP)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _await_answer(aws: Aws, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = monotonic() + SECONDS_TO_START
    while not aws.answers():
        if process.poll() is not None or monotonic() > deadline:
            sys.exit(f"The emulator does not start. It said:\n{log.read_text()}")
        sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
