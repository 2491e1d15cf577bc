"""Linear time of every regular expression of ours."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from django.conf import settings

import apps
import config
from apps.statements.parsing.formats import known_formats
from tests.contracts.backtracking import Backtracking

METHODS = {"search", "match", "fullmatch", "sub", "subn", "findall", "finditer", "split"}
FOLDERS = (settings.BACKEND / "apps", settings.BACKEND / "config")


class Used(NamedTuple):
    pattern: str
    flags: int
    method: str


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in folder.rglob("*.py"):
            # The settings of tests read what the tests themselves say.
            if not {"tests", "migrations"} & set(path.parts) and path.name != "ci.py":
                yield path


def written() -> Iterator[Used]:
    """Expressions that stand where they are used: `re.sub(r"…", …)`, `RegexValidator(r"…")`."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            is_ours = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re"
            if (is_ours and name in METHODS) or name in {"RegexValidator", "RegexField", "re_path"}:
                method = name if is_ours else "search"
                yield from _constants(node.args[:1], method, _flags(node))


def _constants(nodes: list[ast.expr], method: str, flags: int) -> Iterator[Used]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield Used(node.value, flags, method)


def _flags(node: ast.Call) -> int:
    named = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    return sum(getattr(re, name) for name in ("IGNORECASE", "ASCII") if name in named)


def compiled() -> Iterator[Used]:
    """Return the expressions that a module holds, or makes in a cached function."""
    for package in (apps, config):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            parts = found.name.split(".")
            if {"tests", "migrations", "commands", "settings"} & set(parts):
                continue
            if found.name in LEFT_OUT:
                continue
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                for pattern in _patterns(_made(value, module)):
                    method = _method(module, name)
                    yield Used(pattern.pattern, pattern.flags, method)
    # sample: statements begin
    for known in known_formats():
        for skip in known.skip_rows:
            yield Used(skip["regex"], 0, "search")
    # sample: statements end


# Importing them starts a process, and they have no expressions of their own.
LEFT_OUT = {"config.asgi", "config.wsgi", "config.flower", "config.healthcheck"}


def _made(value: Any, module: ModuleType) -> Any:
    if isinstance(value, _lru_cache_wrapper) and value.__module__ == module.__name__:
        return None if signature(value).parameters else value()
    return value


def _patterns(value: Any) -> Iterator["re.Pattern[str]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for each in value:
            if isinstance(each, re.Pattern):
                yield each


def _method(module: ModuleType, name: str) -> str:
    """Return how the module uses it, or `search`, the hardest way, if that cannot be seen."""
    source = Path(str(module.__file__)).read_text()
    used = set(re.findall(rf"\b{name}(?:\(\)|\[\w+\])?\.(\w+)\(", source)) & METHODS
    return used.pop() if len(used) == 1 else "search"


@pytest.fixture(scope="module")
def everything() -> list[Used]:
    return sorted({*written(), *compiled()})


def test_backtracking_finds_exponential_and_quadratic_growth() -> None:
    assert Backtracking(r"\s+(?:\S+\.)+(?:com|net)$").worst() is not None
    assert "exponential" in str(Backtracking(r"(a+)+$").worst())
    assert Backtracking(r"(a|a)*$").worst() is not None
    assert Backtracking(r"\s+\d$").worst() is not None
    assert Backtracking(r"a.*b.*c").worst() is not None
    for harmless in (r"(?<!\s)\s+\d$", r"\d+", r"^a+b", r"(?<!a)a++b", r"x{1,200}y"):
        assert Backtracking(harmless).worst() is None, harmless


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(\d+)-\1", "12-12"),
        (r"(?i)^ab?(?=c)", "AC"),
        (r"(?<=x)\b.*?z{2,}$", "x yzz"),
        (r"[^a-c\d]+(?!q)", "xyz"),
    ],
)
def test_backtracking_matches_like_python(pattern: str, text: str) -> None:
    for n in range(len(text) + 1):
        counted = Backtracking(pattern)
        counted.steps(text[:n])
        found = re.search(pattern, text[:n])
        ends = [counted._match_at(start) for start in range(n + 1)]
        first = next((end for end in ends if end >= 0), -1)
        assert first == (found.end() if found else -1)


def test_patterns_run_in_linear_time(everything: list[Used]) -> None:
    # Or the search for them has gone blind.
    assert len(everything) > 10
    assert any("POUND STERLING" in each.pattern for each in everything)  # sample: statements
    found = {
        (each.method, each.pattern): Backtracking(
            each.pattern, each.flags, method=each.method
        ).worst()
        for each in everything
    }
    assert {used: worst for used, worst in found.items() if worst} == {}
