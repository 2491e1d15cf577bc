"""`python -m local.run_with_services NAME COMMAND`: run a command with Postgres and Valkey.

NAME is the folder of their data in .local/: commands with different names can run in parallel.
"""

import asyncio
import sys

from local.backing_services import running_services
from local.console import run
from local.environment import backend_environment
from local.paths import HOME, ROOT
from local.process import run_command
from local.single_instance import single_instance


async def run_with_services(name: str, command: list[str]) -> int:
    home = HOME / name
    with single_instance(home, f"make {name}"):
        async with running_services(home) as services:
            environment = backend_environment(
                services.environment(), settings="ci", site_url="http://testserver"
            )
            return await run_command(command, folder=ROOT, environment=environment)


def main() -> None:
    name, *command = sys.argv[1:]
    sys.exit(asyncio.run(run_with_services(name, command)))


if __name__ == "__main__":
    run(main)
