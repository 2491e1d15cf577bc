"""`python -m config.healthcheck`: is the process of this container well?

One image runs every process of the backend, so the question depends on what process 1 runs. One
that the topology gives a `health_check` is asked there; of the others, and of a management command,
it is enough that they run. Standard library only: it is asked every few seconds.
"""

import sys
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from config.topology import SERVICES

COMMAND_LINE = Path("/proc/1/cmdline")
SECONDS = 4


def address(command_line: str) -> str | None:
    """Where the process of this command line says whether it is well; None where it says nothing.
    Words are separated by spaces, as they are where a file watcher runs it."""
    for service in SERVICES:
        program = service.command.split(" --")[0]
        if service.health_check and program in command_line:
            return f"http://127.0.0.1:{service.port}{service.health_check}"
    return None


def main() -> None:
    where = address(COMMAND_LINE.read_text().replace("\0", " "))
    if where is None:
        return
    try:
        with urlopen(where, timeout=SECONDS) as answer:
            answer.read()
    except (OSError, HTTPException) as error:
        sys.exit(f"{where}: {error}")


if __name__ == "__main__":
    main()
