"""`make backup`: the database and the uploaded files, into one archive, also while it runs."""

import asyncio
import sys
from pathlib import Path

from local.backups import new_archive, write_backup
from local.checkout import HOME
from local.occupation import occupy
from local.stores import Stores, running_stores
from local.terminal import refuse, run, say, step


def main() -> None:
    given = [argument for argument in sys.argv[1:] if argument]
    archive = Path(given[0]).resolve() if given else new_archive(HOME)
    if not (HOME / "postgres").exists():
        refuse("There is no data yet.", "Start the application first: make up")
    with step("backup"):
        stores = Stores(HOME, durable=True)
        if stores.postgres.answers():
            write_backup(stores=stores, archive=archive)
        else:
            with occupy(HOME, "make backup"):
                asyncio.run(_write_alone(archive))
    say(
        f"    {archive} ({archive.stat().st_size / 1e6:.1f} MB)\n    Back with: make restore FILE=…"
    )


async def _write_alone(archive: Path) -> None:
    async with running_stores(HOME, durable=True) as stores:
        write_backup(stores=stores, archive=archive)


if __name__ == "__main__":
    run(main)
