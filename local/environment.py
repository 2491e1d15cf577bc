"""The environment variables of local processes."""

import json
import os
from typing import ClassVar

from environ import Env

from config.security_headers import HEADERS, PAGE_POLICY
from local.paths import BACKEND, NODE, ROOT, VENV

INHERITED = ("HOME", "LANG", "TERM", "CI")


class DotEnv(Env):  # type: ignore[misc] # environ has no types
    """The developer's `.env`, without the variables exported by the shell for other projects."""

    ENVIRON: ClassVar[dict[str, str]] = {}


def own_settings() -> dict[str, str]:
    if (ROOT / ".env").exists():
        DotEnv.read_env(ROOT / ".env")
    return DotEnv.ENVIRON


def backend_environment(
    services: dict[str, str], *, settings: str, site_url: str
) -> dict[str, str]:
    return {
        **_machine_variables(),
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(BACKEND),
        "DJANGO_SETTINGS_MODULE": f"config.settings.{settings}",
        "SITE_URL": site_url,
        **services,
        # Tests have services of their own, whatever the developer has configured.
        **(own_settings() if settings == "development" else {}),
    }


def frontend_environment(
    *, port: int, routes: str, built: str = "", server_url: str = ""
) -> dict[str, str]:
    """`routes`: backend paths, as JSON. `built`: folder to serve instead of the sources.

    `server_url`: of the API, for builds whose pages are files of an application.
    """
    return {
        **_machine_variables(),
        "PORT": str(port),
        "BACKEND_ROUTES": routes,
        "PAGE_HEADERS": json.dumps(_page_headers(with_policy=bool(built or server_url))),
        **({"DIST": built} if built else {}),
        **({"SERVER_URL": server_url} if server_url else {}),
    }


def _page_headers(*, with_policy: bool) -> dict[str, str]:
    """Omit the policy in development, where the server adds inline scripts and styles."""
    return {**HEADERS, **({"Content-Security-Policy": PAGE_POLICY} if with_policy else {})}


def _machine_variables() -> dict[str, str]:
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    path = os.pathsep.join((str(VENV / "bin"), str(NODE), os.environ["PATH"]))
    return {**inherited, "PATH": path}
