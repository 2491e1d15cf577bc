"""Previous release: found and unpacked as a whole."""

import subprocess
from pathlib import Path

import pytest

from local.console import UserError
from local.previous_release import previous_release, unpack


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


def test_previous_release_is_the_newest_tag(repository: Path) -> None:
    git(repository, "tag", "v1")
    commit(repository, "second")
    git(repository, "tag", "v2")
    git(repository, "tag", "experiment")
    commit(repository, "third")
    git(repository, "tag", "v3")

    assert previous_release(repository) == "v2"


def test_previous_release_falls_back_to_the_commit_before(repository: Path) -> None:
    commit(repository, "second")

    assert previous_release(repository) == "HEAD^"


def test_shallow_clone_is_reported(repository: Path) -> None:
    with pytest.raises(UserError, match="--unshallow"):
        previous_release(repository)


def test_unpack_replaces_older_code(repository: Path, tmp_path: Path) -> None:
    commit(repository, "second")
    folder = tmp_path / "previous"
    folder.mkdir()
    (folder / "stale.txt").touch()

    unpack("HEAD^", repository=repository, folder=folder)

    assert (folder / "file.txt").read_text() == "first"
    assert not (folder / "stale.txt").exists()


def test_unknown_reference_is_reported(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="v9 not found"):
        unpack("v9", repository=repository, folder=tmp_path / "previous")
