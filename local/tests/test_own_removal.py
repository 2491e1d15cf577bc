"""Search copies without samples for references to what was removed.

`make test-own` runs all checks in copies without samples; this finds what fails most often
in seconds.
"""

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from local.own.generated import UNUSED
from local.own.product import ordered
from local.own.removal import remove_samples
from local.own.samples import MESSAGES, SAMPLES
from local.paths import ROOT
from local.testing.checkout import copy_checkout

PRESENT = [name for name in SAMPLES if (ROOT / SAMPLES[name].files[0]).exists()]
GONE = {*SAMPLES} - {*PRESENT}
COMBINATIONS = [
    ordered({*chosen, *GONE})
    for count in range(1, len(PRESENT) + 1)
    for chosen in combinations(PRESENT, count)
]
RUFF = (str(ROOT / ".venv/bin/ruff"), "check", "--quiet", "--no-cache")
PYTHON_ROOTS = ("", "backend", "awslambda", "backend/packages/celery-scale-to-zero/src")
FRONTEND = ("quasar", "e2e")
# Of a sample, in these files only: they are about removal.
REMOVAL = "local/own/"

LIVE_SETTING = re.compile(r"\bconfig\.([A-Z]+(?:_[A-Z]+)+)\b")
# The first part of a path in `urls.py`, by itself or with a router.
URL = re.compile(r'(?:path|register)\("([a-z-]+)')
IMPORT = re.compile(
    r"^import (?:type )?(?:(?P<default>\w+)(?:, )?)?(?:\{(?P<names>[^}]*)\})? ?"
    r"from '(?P<module>[^']+)'",
    re.MULTILINE,
)
EXPORT = re.compile(
    r"^export (?:default )?(?:declare )?(?:abstract )?(?:async )?"
    r"(?:function\*?|const enum|const|let|class|interface|type|enum) (\w+)",
    re.MULTILINE,
)
EXPORT_LIST = re.compile(r"^export (?:type )?\{([^}]*)\}", re.MULTILINE)
EXPORT_PATTERN = re.compile(r"^export const [\[{](.*?)[\]}] =", re.MULTILINE | re.DOTALL)
MESSAGE = re.compile(r"\bt\(\s*'([a-zA-Z]+(?:\.[a-zA-Z]+)+)'")


@pytest.fixture(scope="module", params=COMBINATIONS, ids="-".join)
def copy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Return a copy of the checkout without samples, before the generators have run."""
    folder = tmp_path_factory.mktemp("copy")
    copy_checkout(folder)
    # The files that git tracks are searched for markers.
    for command in (("init", "--quiet"), ("add", "--all")):
        subprocess.run(["git", *command], cwd=folder, check=True)
    remove_samples(folder, request.param)
    subprocess.run([*RUFF, *UNUSED, "."], cwd=folder, check=True)
    yield folder
    shutil.rmtree(folder)


def test_python_has_no_undefined_names(copy: Path) -> None:
    found = subprocess.run(
        [*RUFF, "--output-format=concise", "."], cwd=copy, capture_output=True, text=True
    )

    assert found.stdout == ""


def test_python_imports_what_exists(copy: Path) -> None:
    modules = dict(_modules(copy))
    packages = {module.partition(".")[0] for module in modules}
    missing = [
        f"{module} imports {source}.{name}"
        for module, (_, imports) in modules.items()
        for source, name in imports
        if source.partition(".")[0] in packages
        and not (source in modules and name in modules[source][0])
        and not _is_module(copy, f"{source}.{name}")
    ]

    assert "\n".join(missing) == ""


def test_live_settings_exist(copy: Path) -> None:
    listed = (copy / "backend/config/settings/live_settings.py").read_text()
    files = [
        path for path in (copy / "backend/apps").rglob("*.py") if "constance" in path.read_text()
    ]
    used = {(name, path.name) for path in files for name in LIVE_SETTING.findall(path.read_text())}

    assert {(name, file) for name, file in used if f'"{name}": (' not in listed} == set()
    assert used


def test_no_removed_path_is_requested(copy: Path) -> None:
    files = [*ROOT.glob("backend/apps/*/urls.py")]
    urls = {path: {*URL.findall(path.read_text())} for path in files}
    removed = set[str]().union(
        *(found for path, found in urls.items() if not (copy / path.relative_to(ROOT)).exists())
    )
    request = re.compile(rf"/api/(?:{'|'.join(sorted(removed))})/")

    # Generated later: schemas, types and reference.
    found = [
        f"{path.relative_to(copy)}: {line.strip()}"
        for path in _files(copy, (".py", ".ts", ".vue", ".mjs"))
        if not str(path.relative_to(copy)).startswith((REMOVAL, "quasar/src/api/rest.ts"))
        for line in path.read_text().splitlines()
        if request.search(line)
    ]

    assert "\n".join(found) == ""


def test_front_end_imports_what_exists(copy: Path) -> None:
    problems = []
    for path in _front_end_files(copy):
        text = path.read_text()
        for match in IMPORT.finditer(text):
            imported = [match["default"]] if match["default"] else []
            wanted = _listed(match["names"] or "")
            file = _imported_file(copy, path, match["module"])
            where = f"{path.relative_to(copy)} imports {match['module']}"
            if file is None:
                problems.append(where)
            elif file.suffix == ".ts" and (exports := _exports(file)):
                problems += [f"{where}: {name}" for name, _ in wanted if name not in exports]
            problems += [
                f"{where}: {name} is unused"
                for name in [*imported, *(used for _, used in wanted)]
                if len(re.findall(rf"\b{name}\b|<{_kebab(name)}\b", text)) < 2
            ]

    assert "\n".join(problems) == ""


def test_messages_exist(copy: Path) -> None:
    messages = json.loads((copy / MESSAGES / "en.json").read_text())
    missing = {
        f"{path.relative_to(copy)}: {key}"
        for path in _files(copy / "quasar/src", (".ts", ".vue"))
        for key in MESSAGE.findall(path.read_text())
        if not _has(messages, key)
    }

    assert "\n".join(sorted(missing)) == ""


def _files(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix in endings and path.is_file())


Module = tuple[frozenset[str], frozenset[tuple[str, str]]]


def _modules(copy: Path) -> Iterator[tuple[str, Module]]:
    for path in _files(copy, (".py",)):
        relative = path.relative_to(copy)
        root = max((each for each in PYTHON_ROOTS if str(relative).startswith(each)), key=len)
        parts = relative.relative_to(root).with_suffix("").parts
        yield ".".join(parts).removesuffix(".__init__"), _read_module(path.read_text())


@cache
def _read_module(text: str) -> Module:
    """Return the names that a module defines, at any level, and its imports (module, name)."""
    names, imports = set[str](), set[tuple[str, str]]()
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.ClassDef(name=name):
                names.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names |= {alias.asname or alias.name for alias in aliases}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imports |= {(node.module, alias.name) for alias in node.names if alias.name != "*"}
    return frozenset(names), frozenset(imports)


def _is_module(copy: Path, name: str) -> bool:
    paths = [copy / root / name.replace(".", "/") for root in PYTHON_ROOTS]
    return any(path.is_dir() or path.with_suffix(".py").exists() for path in paths)


def _front_end_files(copy: Path) -> Iterator[Path]:
    return (path for folder in FRONTEND for path in _files(copy / folder, (".ts", ".vue")))


def _imported_file(copy: Path, importer: Path, module: str) -> Path | None:
    """Return the imported file; the importer itself, without names, for a package."""
    if module.startswith("@/"):
        base = copy / "quasar/src" / module.removeprefix("@/")
    elif module.startswith("."):
        base = importer.parent / module
    else:
        return copy
    choices = (base, Path(f"{base}.ts"), Path(f"{base}.d.ts"), base / "index.ts")
    return next((path for path in choices if path.is_file()), None)


def _exports(file: Path) -> set[str]:
    """Return the exported names; none if all of another file are exported."""
    text = file.read_text()
    if "export * from" in text:
        return set()
    lists = [*EXPORT_LIST.findall(text), *EXPORT_PATTERN.findall(text)]
    return {*EXPORT.findall(text), *(used for names in lists for _, used in _listed(names))}


def _listed(names: str) -> list[tuple[str, str]]:
    """Return [(name, name here)] of the names between braces."""
    names = re.sub(r"//.*", "", names)
    pairs = [re.split(r" as |: ", each.strip().removeprefix("type ")) for each in names.split(",")]
    return [(pair[0], pair[-1]) for pair in pairs if pair[0]]


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _has(messages: object, key: str) -> bool:
    for part in key.split("."):
        if not isinstance(messages, dict) or part not in messages:
            return False
        messages = messages[part]
    return True
