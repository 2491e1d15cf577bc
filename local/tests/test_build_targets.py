"""The check of a built target finds each fault of its files."""

from dataclasses import replace
from pathlib import Path

import pytest

from local.build_targets import TARGETS, Target, check

SERVER = "https://one.example.com"
POLICY = f"default-src 'self'; connect-src 'self' {SERVER} wss://one.example.com"
META = f'<meta http-equiv=Content-Security-Policy content="{POLICY}">'


def target(name: str) -> Target:
    return next(each for each in TARGETS if each.name == name)


def page(head: str = "") -> str:
    return f'{head}<script type="module" crossorigin src="./assets/index-1.js"></script>'


def build(folder: Path, built: Target, *, html: str, script: str) -> list[str]:
    """Write the files of a build, and return what the check finds."""
    pages = folder / built.pages
    (pages / "assets").mkdir(parents=True)
    (pages / "index.html").write_text(html)
    (pages / "assets" / "index-1.js").write_text(script)
    for file in built.files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).touch()
    return [*check(built, folder=folder, server_url=SERVER)]


@pytest.mark.parametrize("name", ["electron", "android", "ios"])
def test_check_accepts_native_target(tmp_path: Path, name: str) -> None:
    assert build(tmp_path, target(name), html=page(META), script=f"u='{SERVER}'") == []


@pytest.mark.parametrize("name", ["spa", "pwa"])
def test_check_accepts_target_of_the_site(tmp_path: Path, name: str) -> None:
    assert build(tmp_path, target(name), html=page(), script="u=''") == []


@pytest.mark.parametrize("name", [each.name for each in TARGETS])
def test_check_rejects_missing_output(tmp_path: Path, name: str) -> None:
    found = [*check(target(name), folder=tmp_path, server_url=SERVER)]

    assert "it has no scripts" in found
    missing = [f"{file} is missing" for file in target(name).files]
    assert [each for each in missing if each not in found] == []
    assert not target(name).pages or f"{target(name).pages}/index.html is missing" in found


@pytest.mark.parametrize(
    ("html", "script", "problem"),
    [
        (page(META), "u='https://two.example.com'", "its pages call another server"),
        (page(), f"u='{SERVER}'", "index.html has no policy"),
        (page(META.replace("wss:", "ws:")), f"u='{SERVER}'", "the policy has no connect-src"),
        (page(META.replace("default-src", "img-src")), f"u='{SERVER}'", "has no default-src"),
        (META, f"u='{SERVER}'", "the entry script of index.html is missing"),
        (page(META).replace("1.js", "2.js"), f"u='{SERVER}'", "the entry script"),
    ],
)
def test_check_finds_fault_of_native_target(
    tmp_path: Path, html: str, script: str, problem: str
) -> None:
    (found,) = build(tmp_path, target("electron"), html=html, script=script)

    assert problem in found


@pytest.mark.parametrize(
    ("html", "script", "problem"),
    [
        (page(), f"u='{SERVER}'", "its pages call a fixed URL"),
        (page(META), "u=''", "the server sets the policy"),
    ],
)
def test_check_finds_fault_of_target_of_the_site(
    tmp_path: Path, html: str, script: str, problem: str
) -> None:
    (found,) = build(tmp_path, replace(target("spa"), pages="."), html=html, script=script)

    assert problem in found
