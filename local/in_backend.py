"""`python -m local.in_backend COMMAND`: run it with the environment of the running application."""

import os
import sys

from local.checkout import BACKEND, HOME
from local.environment import backend_environment
from local.lock import running_url
from local.stores import Stores
from local.terminal import refuse, run


def main() -> None:
    stores = Stores(HOME, durable=True)
    if not stores.answer():
        refuse("The database does not answer.", "Start the application first: make up")
    environment = backend_environment(
        stores.environment(), settings="development", site_url=running_url(HOME)
    )
    os.chdir(BACKEND)
    os.execvpe(sys.argv[1], sys.argv[1:], environment)


if __name__ == "__main__":
    run(main)
