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
    # Refused while the application runs, before anything is asked.
    with occupy(HOME, "make reset"):
        if not _is_wanted():
            say("  Nothing was changed.")
            return
        shutil.rmtree(HOME)
    say("  Dropped. `make up` starts with fresh demo data.")


def _is_wanted() -> bool:
    if "--yes" in sys.argv[1:]:
        return True
    try:
        answer = input(f"  Drop the database, the queues and the uploaded files in {HOME}? [y/N] ")
    except EOFError:  # nobody is there to answer
        return False
    return answer.strip().lower() in {"y", "yes"}


if __name__ == "__main__":
    run(main)
