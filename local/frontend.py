"""The front end's servers: the development server, or one for what was built."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from local.checkout import NODE, QUASAR
from local.environment import frontend_environment
from local.process import Process


@dataclass(frozen=True)
class FrontEnd:
    name: str
    port: int
    built: str = ""
    """The folder of built output to serve; the development server without one."""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def process(self, *, routes: str, logs: Path, hear: Callable[[str, str], None]) -> Process:
        modules = QUASAR / "node_modules"
        serve = (
            [
                str(modules / "vite" / "bin" / "vite.js"),
                "preview",
                "--config",
                "vite.preview.config.ts",
            ]
            if self.built
            else [str(modules / ".bin" / "quasar"), "dev"]
        )
        return Process(
            name=self.name,
            command=[str(NODE / "node"), *serve],
            folder=QUASAR,
            environment=frontend_environment(port=self.port, routes=routes, built=self.built),
            log=logs / f"{self.name}.log",
            hear=hear,
        )
