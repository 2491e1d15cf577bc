"""`python -m local.run_in_backend COMMAND`: run a command with the environment of `make up`."""

import os
import sys

from local.backing_services import BackingServices
from local.console import fail, run
from local.environment import backend_environment
from local.paths import BACKEND, HOME
from local.single_instance import running_url


def main() -> None:
    services = BackingServices(HOME, durable=True)
    if not services.is_running():
        fail("The database is not running.", "Start the application first: make up")
    environment = backend_environment(
        services.environment(), settings="development", site_url=running_url(HOME)
    )
    os.chdir(BACKEND)
    os.execvpe(sys.argv[1], sys.argv[1:], environment)


if __name__ == "__main__":
    run(main)
