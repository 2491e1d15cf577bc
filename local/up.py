"""`python -m local.up PORT [HOME]`: run the application with hot reload until Ctrl-C.

HOME: the folder of its data, `.local` for `make up`.
"""

import asyncio
import sys
from pathlib import Path

from local.application import Application
from local.console import echo, run
from local.environment import own_settings
from local.frontend import FrontEnd
from local.paths import HOME
from local.single_instance import single_instance


def main() -> None:
    echo()
    front_end = FrontEnd("frontend", int(sys.argv[1]))
    home = Path(sys.argv[2]) if sys.argv[2:] else HOME
    with single_instance(home, front_end.url):
        application = Application(
            home, front_ends=[front_end], settings="development", durable=True, seed=["demo"]
        )
        sys.exit(asyncio.run(application.run(started=_welcome(front_end.url))))


def _welcome(url: str) -> str:
    return f"""\
  {url}

  log in       demo@example.com / demo-of-the-application
  admin        {url}/admin/   operator@example.com / operator-of-the-application
  mail         {_mail(url)}
  API          {url}/api/docs/
  GraphiQL     {url}/graphql/
  workers      {url}/scaling   started on demand
  flower       {url}/flower/   (log in as the admin)

  Ctrl-C stops everything and keeps the data.
"""


def _mail(url: str) -> str:
    if "EMAIL_URL" in own_settings():
        return "sent by EMAIL_URL in .env"
    return f"{url}/mailbox/   sent mails; none leaves this machine"


if __name__ == "__main__":
    run(main)
