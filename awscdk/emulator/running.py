"""The emulator as a process with an empty account, for the duration of a block."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from local.aws import Aws
from local.paths import BACKEND, PYTHON, ROOT

FUNCTIONS = ROOT / "awscdk" / "emulator" / "functions"
ACCOUNT = "123456789012"
# HTTPS ends at a closed port, so that a client that ignores AWS_ENDPOINT_URL cannot reach AWS.
NO_HTTPS = {
    **dict.fromkeys(("HTTPS_PROXY", "https_proxy"), "http://127.0.0.1:1"),
    # The emulator, and the domains for which it responds.
    **dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1,localhost,example.com,mysite.com"),
}
ENFORCE_POLICIES = "/_emulator/enforce-policies"
START_TIMEOUT_SECONDS = 90
STOP_TIMEOUT_SECONDS = 10


@contextmanager
def running_emulator(
    home: Path, *, stores: Mapping[str, str], runs_workers: bool = False
) -> Iterator[Aws]:
    """Run the emulator. `home`: folder of its data and logs; `stores`: URLs for its tasks."""
    home.mkdir(parents=True, exist_ok=True)
    aws = Aws(home, port=_free_port())
    log = home / "emulator.log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [PYTHON, "-m", "awscdk.emulator.server"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": f"{FUNCTIONS}:{ROOT}:{BACKEND}",
                "MINISTACK_ACCOUNT_ID": ACCOUNT,
                "EMULATOR_HOME": str(home),
                **stores,
                **({"EMULATOR_RUNS_WORKERS": "1"} if runs_workers else {}),
                **aws.own_environment(),
                # For the emulator, and the functions and tasks that it runs.
                **client_environment(aws),
            },
            stdout=written,
            stderr=subprocess.STDOUT,
            # Own group, which includes the processes of functions and tasks.
            start_new_session=True,
        )
        try:
            _wait_until_ready(aws, process, log)
            yield aws
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_TIMEOUT_SECONDS)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def client_environment(aws: Aws) -> dict[str, str]:
    """Return the variables of a process that uses the emulator as AWS, and nothing else."""
    return {**aws.environment(), **NO_HTTPS}


def enforce_policies(aws: Aws) -> None:
    """Give callers with credentials of a role its permissions only, from now on."""
    url = f"{aws.environment()['AWS_ENDPOINT_URL']}{ENFORCE_POLICIES}"
    with urllib.request.urlopen(url, data=b""):
        pass


def _wait_until_ready(aws: Aws, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = monotonic() + START_TIMEOUT_SECONDS
    while not aws.answers():
        if process.poll() is not None or monotonic() > deadline:
            sys.exit(f"The emulator does not start. Its log:\n{log.read_text()}")
        sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
