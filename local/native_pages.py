"""`python -m local.native_pages COMMAND`: build all targets for BASE_URL, then run a command.

`local.run_with_application` sets the URL, whose port is that of this checkout.
"""

import os
import sys

from local.build_targets import build_all
from local.console import run


def main() -> None:
    build_all(server_url=os.environ["BASE_URL"])
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    run(main)
