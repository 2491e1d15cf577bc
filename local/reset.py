"""`make reset`: drop the data of this checkout, after asking."""

import shutil
import sys

from local.checkout import HOME
from local.occupation import occupy
from local.terminal import run, say


def main() -> None:
    if not HOME.exists():
        say("  There is no data to drop.")
        return
    if "--yes" not in sys.argv[1:]:
        answer = input(f"  Drop the database, the queues and the uploaded files in {HOME}? [y/N] ")
        if answer.strip().lower() not in {"y", "yes"}:
            sys.exit("  Nothing was changed.")
    with occupy(HOME, "make reset"):
        shutil.rmtree(HOME)
    say("  Dropped. `make up` starts with fresh demo data.")


if __name__ == "__main__":
    run(main)
