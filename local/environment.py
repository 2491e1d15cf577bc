"""The environment of the processes on this machine."""

import json
import os
from typing import ClassVar

from environ import Env

from config.headers import HEADERS, PAGE_POLICY
from local.checkout import BACKEND, NODE, ROOT, VENV

INHERITED = ("HOME", "LANG", "TERM", "CI")


class DotEnv(Env):  # type: ignore[misc] # environ has no types
    """The developer's `.env`. What the shell exports for other projects is left out of this."""

    ENVIRON: ClassVar[dict[str, str]] = {}


def own_settings() -> dict[str, str]:
    if (ROOT / ".env").exists():
        DotEnv.read_env(ROOT / ".env")
    return DotEnv.ENVIRON


def backend_environment(stores: dict[str, str], *, settings: str, site_url: str) -> dict[str, str]:
    return {
        **_of_the_machine(),
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(BACKEND),
        "DJANGO_SETTINGS_MODULE": f"config.settings.{settings}",
        "SITE_URL": site_url,
        **stores,
        # Tests have stores of their own, whatever the developer works with.
        **(own_settings() if settings == "development" else {}),
    }


def frontend_environment(*, port: int, routes: str, built: str = "") -> dict[str, str]:
    """`routes`: the paths that the backend answers, as JSON. `built`: a folder to serve."""
    return {
        **_of_the_machine(),
        "PORT": str(port),
        "BACKEND_ROUTES": routes,
        "PAGE_HEADERS": json.dumps(_page_headers(with_policy=bool(built))),
        **({"DIST": built} if built else {}),
    }


def _page_headers(*, with_policy: bool) -> dict[str, str]:
    """The development server writes scripts and styles into its pages, which a policy forbids."""
    return {**HEADERS, **({"Content-Security-Policy": PAGE_POLICY} if with_policy else {})}


def _of_the_machine() -> dict[str, str]:
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    path = os.pathsep.join((str(VENV / "bin"), str(NODE), os.environ["PATH"]))
    return {**inherited, "PATH": path}
