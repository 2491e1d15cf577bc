"""`make reset`: delete the data of this checkout, after confirmation."""

import shutil
import sys

from local.console import echo, run
from local.paths import HOME
from local.single_instance import single_instance


def main() -> None:
    if not HOME.exists():
        echo("  There is no data to delete.")
        return
    # Fails while the application runs, before the confirmation.
    with single_instance(HOME, "make reset"):
        if not _is_wanted():
            echo("  Nothing was changed.")
            return
        shutil.rmtree(HOME)
    echo("  Deleted. `make up` creates new demo data.")


def _is_wanted() -> bool:
    if "--yes" in sys.argv[1:]:
        return True
    try:
        answer = input(
            f"  Delete the database, the queues and the uploaded files in {HOME}? [y/N] "
        )
    except EOFError:  # not interactive
        return False
    return answer.strip().lower() in {"y", "yes"}


if __name__ == "__main__":
    run(main)
