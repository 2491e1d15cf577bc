"""`python -m local.build_targets`: build every target of the front end, and check each.

`--package electron -T win` builds one target with its installers or its APK. It needs SERVER_URL,
and passes all arguments after the target to Quasar.
"""

import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from local.console import fail, run, step
from local.environment import frontend_environment
from local.paths import NODE, QUASAR

ENTRY_SCRIPT = re.compile(r"""<script type="?module"?[^>]* src=["']?([^"' >]+)""")
POLICY = re.compile(r"""http-equiv="?Content-Security-Policy"? content="([^"]+)""")


@dataclass(frozen=True)
class Target:
    name: str
    mode: str
    pages: str
    """Folder of index.html in the output; empty if there is none."""
    files: tuple[str, ...]
    """Other files of the output, without which it cannot start."""
    platform: str = ""
    """Android or iOS, whose project is generated."""

    @property
    def is_native(self) -> bool:
        return self.mode in {"electron", "capacitor"}

    def output(self, dist: str) -> Path:
        """Return the folder of its files, which is deleted before the build."""
        if self.platform:
            return QUASAR / "src-capacitor" / self.platform
        return QUASAR / dist / self.mode


TARGETS = (
    Target("spa", "spa", ".", ()),
    Target("pwa", "pwa", ".", ("sw.js", "manifest.json")),
    # Its server has the pages' HTML in its code.
    Target("ssr", "ssr", "", ("index.js", "client/assets")),
    Target(
        "electron",
        "electron",
        "UnPackaged",
        ("UnPackaged/electron-main.js", "UnPackaged/electron-preload.cjs"),
    ),
    Target(
        "android",
        "capacitor",
        "app/src/main/assets/public",
        ("app/src/main/AndroidManifest.xml", "app/src/main/assets/capacitor.config.json"),
        platform="android",
    ),
    Target(
        "ios",
        "capacitor",
        "App/App/public",
        ("App/App/Info.plist", "App/App/App.entitlements", "App/App/capacitor.config.json"),
        platform="ios",
    ),
)


def main() -> None:
    given = os.environ.get("SERVER_URL", "")
    if sys.argv[1:2] == ["--package"]:
        if not given:
            fail("SERVER_URL is missing.", "Set it to the URL of the site: https://example.com")
        name, *arguments = sys.argv[2:]
        (target,) = [each for each in TARGETS if each.name == name]
        build(target, server_url=given, arguments=arguments, dist="dist")
    else:
        # A new one each time: pages of an earlier build do not pass for those of this one.
        build_all(server_url=given or f"https://{secrets.token_hex(8)}.example.com")


def build_all(*, server_url: str) -> None:
    """Build and check all targets, not where other commands expect the deployed front end."""
    for target in TARGETS:
        build(target, server_url=server_url, arguments=["--skip-pkg"], dist="dist/targets")


def build(target: Target, *, server_url: str, arguments: Iterable[str], dist: str) -> None:
    """Build a target and check its files. Raise UserError for each problem."""
    environment = frontend_environment(
        port=0, routes="[]", server_url=server_url if target.is_native else ""
    )
    # Signing keys and download caches of packagers.
    environment = {**os.environ, **environment, "BUILD_FOLDER": dist}
    output = target.output(dist)
    with step(f"build of {target.name}"):
        shutil.rmtree(output, ignore_errors=True)
        if target.platform:
            # Capacitor requires the folder of the pages, also before they are built.
            (QUASAR / "src-capacitor" / "www").mkdir(exist_ok=True)
            (QUASAR / "src-capacitor" / "www" / "index.html").touch()
            _run_node("src-capacitor/generate-project.ts", target.platform, environment=environment)
        command = ["node_modules/.bin/quasar", "build", "--mode", target.mode]
        command += ["--target", target.platform] if target.platform else []
        command += arguments if target.is_native else []
        _run_node(*command, environment=environment)
    problems = [*check(target, folder=output, server_url=server_url)]
    if problems:
        fail(
            f"{target.name}: {'; '.join(problems)}", "Look at quasar.config.ts and native-build.ts"
        )


def check(target: Target, *, folder: Path, server_url: str) -> Iterator[str]:
    """Yield what is wrong with the files of a built target."""
    for file in target.files:
        if not (folder / file).exists():
            yield f"{file} is missing"
    scripts = [file.read_text() for file in folder.rglob("assets/*.js")]
    if not scripts:
        yield "it has no scripts"
    has_server = any(server_url in script for script in scripts)
    if has_server != target.is_native:
        yield "its pages call another server" if target.is_native else "its pages call a fixed URL"
    if target.pages:
        yield from _check_page(target, folder / target.pages, server_url=server_url)


def _check_page(target: Target, pages: Path, *, server_url: str) -> Iterator[str]:
    if not (pages / "index.html").exists():
        yield f"{target.pages}/index.html is missing"
        return
    html = (pages / "index.html").read_text()
    entry = ENTRY_SCRIPT.search(html)
    if entry is None or not (pages / entry[1].lstrip("./")).is_file():
        yield "the entry script of index.html is missing"
    policy = POLICY.search(html)
    if (policy is not None) != target.is_native:
        yield "index.html has no policy" if target.is_native else "the server sets the policy"
    if policy is not None:
        sockets = server_url.replace("http", "ws", 1)
        directives = policy[1].split("; ")
        for required in ("default-src 'self'", f"connect-src 'self' {server_url} {sockets}"):
            if required not in directives:
                yield f"the policy has no {required}"


def _run_node(*command: str, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [str(NODE / "node"), *command],
        cwd=QUASAR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\n`{' '.join(command)}` failed.")


if __name__ == "__main__":
    run(main)
