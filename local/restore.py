"""`make restore FILE=…`: put a backup in place of the data, which goes into a backup itself."""

import asyncio
import sys
from pathlib import Path

from local.backups import new_archive, restore_backup, write_backup
from local.checkout import HOME
from local.occupation import occupy
from local.stores import running_stores
from local.terminal import refuse, run, say, step


def main() -> None:
    given = [argument for argument in sys.argv[1:] if argument]
    if not given:
        kept = sorted((HOME / "backups").glob("*.tar"))
        example = kept[-1] if kept else ".local/backups/….tar"
        refuse("Say which backup.", f"make restore FILE={example}")
    # Refused while the application runs.
    with occupy(HOME, "make restore"):
        before = asyncio.run(_restore(Path(given[0]).resolve()))
    say(f"    What was there before is in {before}\n    Next: make up")


async def _restore(archive: Path) -> Path:
    before = new_archive(HOME)
    async with running_stores(HOME, durable=True) as stores:
        with step("backup of what is there"):
            write_backup(stores=stores, archive=before)
        with step("restore"):
            restore_backup(stores=stores, archive=archive)
    return before


if __name__ == "__main__":
    run(main)
