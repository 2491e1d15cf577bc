"""`python -m local.with_stores COMMAND`: run it beside a Postgres and a Valkey for tests."""

import asyncio
import sys

from local.checkout import HOME, ROOT
from local.environment import backend_environment
from local.occupation import occupy
from local.process import run_command
from local.stores import running_stores
from local.terminal import run


async def run_beside_stores(command: list[str]) -> int:
    home = HOME / "test"
    with occupy(home, "the tests"):
        async with running_stores(home) as stores:
            environment = backend_environment(
                stores.environment(), settings="ci", site_url="http://testserver"
            )
            return await run_command(command, folder=ROOT, environment=environment)


def main() -> None:
    sys.exit(asyncio.run(run_beside_stores(sys.argv[1:])))


if __name__ == "__main__":
    run(main)
