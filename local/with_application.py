"""`python -m local.with_application COMMAND`: run it beside the built application.

The command finds the addresses in BASE_URL (the single-page build), PWA_URL (the installable one)
and SSR_URL (the one that a server renders). Every run starts with empty stores of its own, but for
an operator, who signs in with OPERATOR_EMAIL and OPERATOR_PASSWORD. Google, Facebook and GitHub are
one provider of ours, on whose page a test says who somebody is.
"""

import asyncio
import os
import shutil
import sys

from local.application import Application
from local.browser import browser_environment
from local.checkout import HOME
from local.frontend import FrontEnd
from local.identity_provider import backend_variables, identity_provider
from local.occupation import occupy
from local.state import State
from local.terminal import run

OPERATOR_EMAIL = "operator@example.com"
OPERATOR_PASSWORD = "operator-of-the-tests"  # noqa: S105 opens what is gone after the tests


def main() -> None:
    home = HOME / "e2e"
    with occupy(home, "the browser tests"):
        for store in ("postgres", "valkey", "media"):
            shutil.rmtree(home / store, ignore_errors=True)
        state = State(home)
        renderer = FrontEnd("renderer", state.port("renderer"), built="dist/ssr")
        front_ends = [
            FrontEnd("spa", state.port("spa"), built="dist/spa"),
            FrontEnd("pwa", state.port("pwa"), built="dist/pwa"),
            FrontEnd("ssr", state.port("ssr"), renderer=renderer),
        ]
        os.environ.update(
            **browser_environment(),
            OPERATOR_EMAIL=OPERATOR_EMAIL,
            OPERATOR_PASSWORD=OPERATOR_PASSWORD,
        )
        with identity_provider() as provider:
            application = Application(
                home,
                front_ends=front_ends,
                settings="ci",
                durable=False,
                seed=[
                    "createsuperuser",
                    "--noinput",
                    f"--email={OPERATOR_EMAIL}",
                    "--handle=operator",
                ],
                variables={
                    **backend_variables(provider),
                    "DJANGO_SUPERUSER_PASSWORD": OPERATOR_PASSWORD,
                },
            )
            sys.exit(asyncio.run(application.run(started="", command=sys.argv[1:])))


if __name__ == "__main__":
    run(main)
