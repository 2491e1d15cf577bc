"""Output of the commands: their steps and how long they took."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import NoReturn

COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")
COLOURS = (36, 33, 35, 32, 34, 96, 93, 95, 92, 94)
PROGRESS_INTERVAL_SECONDS = 15


def echo(text: str = "") -> None:
    print(text, flush=True)


class UserError(Exception):
    """An error that the user can fix; the message says how."""


def fail(problem: str, fix: str) -> NoReturn:
    raise UserError(f"{problem}\n    {fix}")


def run(main: Callable[[], None]) -> None:
    """Run a command; a UserError and Ctrl-C end it without a traceback."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr] # a terminal without ✓
    try:
        main()
    except UserError as error:
        sys.exit(f"\n  ✗ {error}\n")
    except KeyboardInterrupt:
        sys.exit("\n  Stopped. The next start repeats unfinished steps.")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print the step with its duration once it is done, and its progress while it takes long."""
    started = monotonic()
    done = threading.Event()

    def report_progress() -> None:
        while not done.wait(PROGRESS_INTERVAL_SECONDS):
            echo(f"  … {name}, {monotonic() - started:.0f} s so far")

    threading.Thread(target=report_progress, daemon=True).start()
    try:
        yield
        echo(f"  ✓ {name:<34}{monotonic() - started:>6.1f} s")
    finally:
        done.set()


def prefixed(name: str, line: str, *, width: int) -> str:
    label = f"{name:<{width}}"
    if not sys.stdout.isatty():
        line = COLOUR_CODE.sub("", line)
    else:
        label = f"\033[{COLOURS[sum(name.encode()) % len(COLOURS)]}m{label}\033[0m"
    return f"{label} | {line}"
