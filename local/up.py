"""`make up`: the application with hot reload, until Ctrl-C."""

import asyncio
import sys

from local.application import Application
from local.checkout import HOME
from local.frontend import FrontEnd
from local.occupation import occupy
from local.terminal import run, say


def main() -> None:
    say()
    front_end = FrontEnd("frontend", int(sys.argv[1]))
    with occupy(HOME, front_end.url):
        application = Application(
            HOME, front_ends=[front_end], settings="development", durable=True, seed=["demo"]
        )
        sys.exit(asyncio.run(application.run(started=_welcome(front_end.url))))


def _welcome(url: str) -> str:
    return f"""\
  {url}

  sign in      demo@example.com / demo-of-the-application
  admin        {url}/admin/   operator@example.com / operator-of-the-application
  mail         {url}/mailbox/   what is sent, without leaving this machine
  API          {url}/api/docs/
  GraphiQL     {url}/graphql/
  workers      {url}/scaling   they come when there is work, and go when there is none
  flower       {url}/flower/   (with the admin's sign-in)

  Ctrl-C stops everything; the data stays.
"""


if __name__ == "__main__":
    run(main)
