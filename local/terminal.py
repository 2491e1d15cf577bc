"""What the commands say: what they do and how long it took."""

import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import NoReturn

COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")
COLOURS = (36, 33, 35, 32, 34, 96, 93, 95, 92, 94)
SECONDS_BETWEEN_SIGNS_OF_LIFE = 15


def say(text: str = "") -> None:
    print(text, flush=True)


class RefusedError(Exception):
    """Says what was found and how to mend it."""


def refuse(problem: str, mend: str) -> NoReturn:
    raise RefusedError(f"{problem}\n    {mend}")


def run(main: Callable[[], None]) -> None:
    """Run a command; a refusal and Ctrl-C are answers, not faults."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr] # a terminal without ✓
    try:
        main()
    except RefusedError as refusal:
        sys.exit(f"\n  ✗ {refusal}\n")
    except KeyboardInterrupt:
        sys.exit("\n  Stopped. What is half done is done anew by the next start.")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print the step with its time once it is done, and a sign of life while it takes long."""
    started = monotonic()
    done = threading.Event()

    def reassure() -> None:
        while not done.wait(SECONDS_BETWEEN_SIGNS_OF_LIFE):
            say(f"  … {name}, {monotonic() - started:.0f} s so far")

    threading.Thread(target=reassure, daemon=True).start()
    try:
        yield
        say(f"  ✓ {name:<34}{monotonic() - started:>6.1f} s")
    finally:
        done.set()


def prefixed(name: str, line: str, *, width: int) -> str:
    label = f"{name:<{width}}"
    if not sys.stdout.isatty():
        line = COLOUR_CODE.sub("", line)
    else:
        label = f"\033[{COLOURS[sum(name.encode()) % len(COLOURS)]}m{label}\033[0m"
    return f"{label} | {line}"
