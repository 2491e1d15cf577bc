"""Versions of Python, Django and Node: every file names those of its list."""

import json
import re
from collections.abc import Iterable

import pytest

from local.matrix.versions import COMBINATIONS, DEFAULT_DJANGO, REQUIREMENTS
from local.paths import QUASAR, ROOT
from local.preflight import MAX_PYTHON, MIN_NODE, MIN_PYTHON, supported_pythons

IMAGES = (
    "backend/scripts/dev/Dockerfile",
    "backend/scripts/prod/Dockerfile",
    "gitlab-ci/image/Dockerfile",
    "quasar/Dockerfile",
)


def read(name: str) -> str:
    return (ROOT / name).read_text()


def minors(versions: Iterable[str]) -> set[tuple[int, ...]]:
    return {tuple(map(int, version.split("."))) for version in versions}


@pytest.mark.parametrize(("file", "image"), [(".python-version", "python"), (".nvmrc", "node")])
def test_version_file_agrees_with_images(file: str, image: str) -> None:
    base = re.compile(rf"^FROM {image}:([\d.]+)-", re.MULTILINE)
    found = [version for path in IMAGES for version in base.findall(read(path))]

    assert len(found) >= 3
    assert {*found} == {read(file).strip()}


def test_version_files_are_supported() -> None:
    [python] = minors([read(".python-version")])
    node = json.loads((QUASAR / "package.json").read_text())["dependencies"]["node"]

    assert MIN_PYTHON <= python <= MAX_PYTHON
    assert node.startswith(f"{read('.nvmrc').strip()}.")
    assert int(read(".nvmrc")) >= MIN_NODE


@pytest.mark.parametrize("page", ["README.md", "documentation/index.md"])
def test_pages_state_what_the_doctor_requires(page: str) -> None:
    text = " ".join(read(page).split())
    assert f"Python {supported_pythons()}, Node {MIN_NODE} or newer" in text


def test_tools_target_the_oldest_python() -> None:
    oldest = ".".join(map(str, MIN_PYTHON))

    assert f'target-version = "py{oldest.replace(".", "")}"' in read("pyproject.toml")
    assert re.findall(r"--python-version (3\.\d+)", read("Makefile"))[0] == oldest


def test_matrix_has_every_python_and_django() -> None:
    pythons = minors(combination.python for combination in COMBINATIONS)
    overlays = {path.stem.removeprefix("django-") for path in REQUIREMENTS.glob("django-*.txt")}

    assert pythons >= {(3, minor) for minor in range(MIN_PYTHON[1], MAX_PYTHON[1] + 1)}
    assert {each.django for each in COMBINATIONS} == overlays | {DEFAULT_DJANGO}
    assert f"Django>={DEFAULT_DJANGO}." in read("backend/requirements/production.in")


def test_dev_container_is_the_image_of_the_jobs() -> None:
    container = json.loads(read(".devcontainer/devcontainer.json"))
    assert container["build"]["dockerfile"] == "../gitlab-ci/image/Dockerfile"
