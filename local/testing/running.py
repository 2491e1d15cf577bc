"""Run parts side by side, and measure what each of them takes."""

import os
import re
import subprocess
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from local.console import COLOUR_CODE
from local.paths import ROOT

FAILURE = re.compile(r"^\s*(?:FAILED |FAIL |✘|\u00d7)\s*(.+)")
"""How pytest (by `failures.py`), Vitest and Playwright report a failed test."""
PROGRESS_INTERVAL_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Run:
    """A part that has ended."""

    part: str
    succeeded: bool
    wall_seconds: float
    cpu_seconds: float
    """User and system time of the part and of every process that it waited for."""
    output: str


def run_parts(
    parts: Sequence[str], *, width: int, report: Callable[[str], None]
) -> Generator[Run, None, None]:
    """Run `width` parts at a time and yield each at its end.

    `report` is called with the first failure of a part as soon as it is printed, and now and then
    with what is still running.
    """
    running: dict[str, subprocess.Popen[str]] = {}
    stopping = threading.Event()
    with ThreadPoolExecutor(max_workers=width) as pool, _progress(running, report):
        pending = [pool.submit(_run, part, running, stopping, report) for part in parts]
        try:
            for finished in as_completed(pending):
                yield finished.result()
        finally:
            # Interrupted: nothing more begins, and make passes the signal on to what runs.
            stopping.set()
            for each in pending:
                each.cancel()
            for process in [*running.values()]:
                process.terminate()


def _run(
    part: str,
    running: dict[str, subprocess.Popen[str]],
    stopping: threading.Event,
    report: Callable[[str], None],
) -> Run:
    began = monotonic()
    report(f"{part} starts")
    process = subprocess.Popen(
        ["make", "--no-print-directory", part],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    running[part] = process
    if stopping.is_set():  # since just now
        process.terminate()
    assert process.stdout is not None
    lines, failed = [], False
    for line in process.stdout:
        lines.append(line)
        failure = FAILURE.match(COLOUR_CODE.sub("", line))
        if failure and not failed:
            failed = True
            report(f"{part} FAILED: {failure[1]}")
    # Not process.wait(): only wait4 tells what this child and its children took.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    del running[part]
    return Run(
        part=part,
        succeeded=process.returncode == 0,
        wall_seconds=monotonic() - began,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        output="".join(lines),
    )


@contextmanager
def _progress(running: Mapping[str, object], report: Callable[[str], None]) -> Iterator[None]:
    """Report what is running, once a minute."""
    done = threading.Event()

    def tell() -> None:
        while not done.wait(PROGRESS_INTERVAL_SECONDS):
            report(f"{', '.join([*running])} …")

    threading.Thread(target=tell, daemon=True).start()
    try:
        yield
    finally:
        done.set()
