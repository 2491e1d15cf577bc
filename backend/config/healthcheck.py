"""`python -m config.healthcheck`: check the health of this container's process.

One image runs all processes of the backend, so the check depends on the command of process 1. A
process with a `health_check` in the topology is requested there; other processes and management
commands only have to run. Standard library only, as it runs every few seconds.
"""

import sys
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from config.topology import SERVICES

COMMAND_LINE = Path("/proc/1/cmdline")
TIMEOUT_SECONDS = 4


def address(command_line: str) -> str | None:
    """Return the health check URL of the process with this command line; None if it has none.

    Words are separated by spaces, as a file watcher passes them.
    """
    for service in SERVICES:
        program = service.command.split(" --")[0]
        if service.health_check and program in command_line:
            return f"http://127.0.0.1:{service.port}{service.health_check}"
    return None


def main() -> None:
    url = address(COMMAND_LINE.read_text().replace("\0", " "))
    if url is None:
        return
    try:
        with urlopen(url, timeout=TIMEOUT_SECONDS) as response:
            response.read()
    except (OSError, HTTPException) as error:
        sys.exit(f"{url}: {error}")


if __name__ == "__main__":
    main()
