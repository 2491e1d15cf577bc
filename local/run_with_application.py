"""`python -m local.run_with_application [--demo] COMMAND`: run it with the built application.

The command gets the URLs in BASE_URL (the PWA, as deployed) and SSR_URL (server-side rendering),
and in BACKEND_ENVIRONMENT, as JSON, the variables of management commands. Every run starts with
empty services and one operator, who logs in with OPERATOR_EMAIL and OPERATOR_PASSWORD, or with
`--demo` with the accounts and the data of `make up`. Google, Facebook and GitHub are replaced by
one provider, on whose page a test enters the user's data.
"""

import asyncio
import json
import os
import shutil
import sys

from local.application import Application
from local.browser import browser_environment
from local.console import run
from local.frontend import RENDERER, FrontEnd
from local.oauth_stub import backend_variables, running_oauth_stub
from local.paths import HOME
from local.single_instance import single_instance
from local.state import State

OPERATOR_EMAIL = "operator@example.com"
OPERATOR_PASSWORD = "operator-of-the-tests"  # noqa: S105 opens what is gone after the tests


OPERATOR_SEED = ["createsuperuser", "--noinput", f"--email={OPERATOR_EMAIL}", "--handle=operator"]


def main() -> None:
    arguments = sys.argv[1:]
    has_demo = arguments[0] == "--demo"
    home = HOME / "e2e"
    with single_instance(home, "the browser tests"):
        for store in ("postgres", "valkey", "media", "mail"):
            shutil.rmtree(home / store, ignore_errors=True)
        state = State(home)
        renderer = FrontEnd("renderer", state.port("renderer"), built=RENDERER)
        front_ends = [
            FrontEnd("pwa", state.port("pwa"), built="dist/pwa"),
            FrontEnd("ssr", state.port("ssr"), renderer=renderer),
        ]
        os.environ.update(
            **browser_environment(),
            OPERATOR_EMAIL=OPERATOR_EMAIL,
            OPERATOR_PASSWORD=OPERATOR_PASSWORD,
        )
        with running_oauth_stub() as provider:
            application = Application(
                home,
                front_ends=front_ends,
                settings="development" if has_demo else "ci",
                durable=False,
                seed=["demo"] if has_demo else OPERATOR_SEED,
                variables={
                    **backend_variables(provider),
                    "DJANGO_SUPERUSER_PASSWORD": OPERATOR_PASSWORD,
                    "NATIVE_ORIGINS": "https://localhost",
                },
            )
            os.environ["BACKEND_ENVIRONMENT"] = json.dumps(application.environment)
            sys.exit(asyncio.run(application.run(started="", command=arguments[has_demo:])))


if __name__ == "__main__":
    run(main)
