"""`python3 -m local doctor | install | up`: commands that need no installed packages.

All others run on the installed Python.
"""

from __future__ import annotations

import argparse
import os
import sys

from local.browser import install_browser
from local.console import echo, fail, run
from local.install import install
from local.paths import HOME, PYTHON
from local.preflight import check_docker, check_requirements
from local.single_instance import require_not_running


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m local")
    actions = parser.add_subparsers(dest="action", required=True)
    for action in ("doctor", "up"):
        actions.add_parser(action).add_argument("--port", type=_port, default=8080)
    folders = actions.add_parser("install")
    folders.add_argument("--e2e", action="store_true")
    folders.add_argument("--awscdk", action="store_true")
    folders.add_argument("--pipeline", action="store_true")
    folders.add_argument("--native", action="store_true")
    folders.add_argument("--documentation", action="store_true")
    folders.add_argument("--older-postgres", action="store_true")
    arguments = parser.parse_args()
    if arguments.action == "doctor":
        doctor(port=arguments.port)
        return
    if arguments.action == "up":
        require_not_running(HOME)
    check(port=arguments.port if arguments.action == "up" else None)
    if arguments.action == "install":
        install(
            e2e=arguments.e2e,
            awscdk=arguments.awscdk,
            pipeline=arguments.pipeline,
            native=arguments.native,
            documentation=arguments.documentation,
            older_postgres=arguments.older_postgres,
        )
        if arguments.e2e:
            install_browser()
    else:
        install(development=False)
        os.execv(PYTHON, [str(PYTHON), "-m", "local.up", str(arguments.port)])


def doctor(*, port: int) -> None:
    findings = [*check_requirements(port=port), *check_docker()]
    for finding in findings:
        mark = "!" if finding.is_optional else "✗"
        echo(f"  {mark if finding.fix else '✓'} {finding.what}")
        if finding.fix:
            echo(f"    {finding.fix}")
    wrong = sum(1 for finding in findings if finding.fix and not finding.is_optional)
    echo(f"\n  {wrong} to fix." if wrong else "\n  Ready to run: make up")
    sys.exit(1 if wrong else 0)


def check(*, port: int | None) -> None:
    for finding in check_requirements(port=port):
        if finding.fix:
            fail(f"Found: {finding.what}.", finding.fix)


def _port(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a port number: make up PORT=8090")
    return int(text)


if __name__ == "__main__":
    run(main)
