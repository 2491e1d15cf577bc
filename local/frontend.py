"""The front end's servers: the development server, or a server of a build."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from local.environment import frontend_environment
from local.paths import NODE, QUASAR
from local.process import Process

# Folder of the build whose server renders pages.
RENDERER = "dist/ssr"


@dataclass(frozen=True)
class FrontEnd:
    name: str
    port: int
    built: str = ""
    """Folder of the build to serve; empty for the development server."""
    renderer: "FrontEnd | None" = None
    """Server of all paths that are not the backend's; this one is then a proxy, as nginx is."""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def servers(self) -> list["FrontEnd"]:
        """Return the servers that have to run for its URL."""
        return [self.renderer, self] if self.renderer else [self]

    def process(
        self, *, routes: str, site_url: str, logs: Path, hear: Callable[[str, str], None]
    ) -> Process:
        return Process(
            name=self.name,
            command=[str(NODE / "node"), *self._server()],
            folder=QUASAR,
            environment={
                **frontend_environment(
                    port=self.port, routes=self._routes(routes), built=self.built
                ),
                **(_renderer_environment(routes, site_url) if self.built == RENDERER else {}),
            },
            log=logs / f"{self.name}.log",
            hear=hear,
        )

    def _server(self) -> list[str]:
        modules = QUASAR / "node_modules"
        if self.built == RENDERER:
            return [f"{RENDERER}/index.js"]
        if self.built or self.renderer:
            vite = str(modules / "vite" / "bin" / "vite.js")
            return [vite, "preview", "--config", "vite.preview.config.ts"]
        return [str(modules / ".bin" / "quasar"), "dev"]

    def _routes(self, routes: str) -> str:
        if not self.renderer:
            return routes
        target = f"http://127.0.0.1:{self.renderer.port}"
        rest = {"pattern": "^/", "target": target, "websocket": False}
        return json.dumps([*json.loads(routes), rest])


def _renderer_environment(routes: str, site_url: str) -> dict[str, str]:
    """Return where the renderer loads the data of pages, and the URL under which they stand."""
    api = next(each for each in json.loads(routes) if re.search(each["pattern"], "/api/"))
    return {"BACKEND_URL": api["target"], "SITE_URL": site_url}
