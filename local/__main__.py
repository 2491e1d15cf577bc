"""`python3 -m local doctor | install | up`: what a machine with nothing installed can run.

Everything after that runs on the Python that was installed.
"""

import argparse
import os
import sys

from local.browser import install_browser
from local.checkout import HOME, PYTHON
from local.install import install
from local.lock import refuse_second
from local.preflight import examine
from local.terminal import refuse, run, say


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m local")
    actions = parser.add_subparsers(dest="action", required=True)
    for action in ("doctor", "up"):
        actions.add_parser(action).add_argument("--port", type=_port, default=8080)
    rooms = actions.add_parser("install")
    rooms.add_argument("--e2e", action="store_true")
    rooms.add_argument("--awscdk", action="store_true")
    rooms.add_argument("--pipeline", action="store_true")
    arguments = parser.parse_args()
    if arguments.action == "doctor":
        doctor(port=arguments.port)
        return
    if arguments.action == "up":
        refuse_second(HOME)
    check(port=arguments.port if arguments.action == "up" else None)
    if arguments.action == "install":
        install(e2e=arguments.e2e, awscdk=arguments.awscdk, pipeline=arguments.pipeline)
        if arguments.e2e:
            install_browser()
    else:
        install()
        os.execv(PYTHON, [str(PYTHON), "-m", "local.up", str(arguments.port)])


def doctor(*, port: int) -> None:
    findings = list(examine(port=port))
    for finding in findings:
        say(f"  {'✗' if finding.mend else '✓'} {finding.what}")
        if finding.mend:
            say(f"    {finding.mend}")
    wrong = sum(1 for finding in findings if finding.mend)
    say(f"\n  {wrong} to mend." if wrong else "\n  All is well: make up")
    sys.exit(1 if wrong else 0)


def check(*, port: int | None) -> None:
    for finding in examine(port=port):
        if finding.mend:
            refuse(f"Found: {finding.what}.", finding.mend)


def _port(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: make up PORT=8090")
    return int(text)


if __name__ == "__main__":
    run(main)
