"""Which release was before, and that all of it is unpacked."""

import subprocess
from pathlib import Path

import pytest

from local.previous_release import previous_release, unpack
from local.terminal import RefusedError


def git(repository: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Alice", "-c", "user.email=alice@example.com"]
    subprocess.run(["git", *identity, *arguments], cwd=repository, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init")
    commit(folder, "first")
    return folder


def commit(repository: Path, content: str) -> None:
    (repository / "file.txt").write_text(content)
    git(repository, "add", "file.txt")
    git(repository, "commit", "--message", content)


def test_it_is_the_newest_tag_before(repository: Path) -> None:
    git(repository, "tag", "v1")
    commit(repository, "second")
    git(repository, "tag", "v2")
    git(repository, "tag", "experiment")
    commit(repository, "third")
    git(repository, "tag", "v3")

    assert previous_release(repository) == "v2"


def test_before_the_first_release_it_is_the_commit_before(repository: Path) -> None:
    commit(repository, "second")

    assert previous_release(repository) == "HEAD^"


def test_a_history_that_is_cut_off_is_named(repository: Path) -> None:
    with pytest.raises(RefusedError, match="--unshallow"):
        previous_release(repository)


def test_its_code_is_unpacked_in_place_of_an_older_one(repository: Path, tmp_path: Path) -> None:
    commit(repository, "second")
    folder = tmp_path / "previous"
    folder.mkdir()
    (folder / "stale.txt").touch()

    unpack("HEAD^", repository=repository, folder=folder)

    assert (folder / "file.txt").read_text() == "first"
    assert not (folder / "stale.txt").exists()


def test_an_unknown_reference_is_named(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="v9 is not here"):
        unpack("v9", repository=repository, folder=tmp_path / "previous")
