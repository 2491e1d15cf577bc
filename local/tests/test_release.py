"""`make release` in a repository of its own."""

from pathlib import Path

import pytest

from local.console import UserError
from local.release import Repository, next_version, release
from local.testing.parts import ALL
from local.testing.results import checked_out_commit, missing_results, record_results
from local.testing.running import Run


def run_of(part: str, *, succeeded: bool = True) -> Run:
    return Run(part=part, succeeded=succeeded, wall_seconds=1, cpu_seconds=1, output="")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a repository with one commit on main."""
    repository = Repository(folder=tmp_path / "repository")
    repository.folder.mkdir()
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.git("config", "user.name", "Alice")
    repository.git("config", "user.email", "alice@example.com")
    (repository.folder / "CHANGELOG.md").write_text("# Changelog\n\nWritten by a command.\n")
    commit(repository, "Start the project")
    return repository


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    return folder


def commit(repository: Repository, subject: str) -> None:
    (repository.folder / "file.txt").write_text(subject)
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", subject)


def record_success(repository: Repository, reports: Path) -> None:
    record_results(reports, map(run_of, ALL), commit=checked_out_commit(repository.folder))


def released(repository: Repository, reports: Path, version: str = "") -> str:
    record_success(repository, reports)
    return release(repository=repository, reports=reports, version=version)


def changelog(repository: Repository) -> str:
    return (repository.folder / "CHANGELOG.md").read_text()


def test_release_writes_the_commits_since_the_last_tag(
    repository: Repository, reports: Path
) -> None:
    assert released(repository, reports) == "v0.1.0"
    commit(repository, "Fix the sign-in")
    commit(repository, "Show the balance")
    tags = [line.split()[0] for line in repository.git("log", "-2", "--format=%h").splitlines()]

    assert released(repository, reports) == "v0.2.0"

    head, newest, first = changelog(repository).split("\n## ")
    assert head == "# Changelog\n\nWritten by a command.\n"
    heading, _, *lines = newest.strip().splitlines()
    assert heading.startswith("v0.2.0, 20")
    assert lines == [f"- Fix the sign-in ({tags[1]})", f"- Show the balance ({tags[0]})"]
    assert first.endswith("\n\nFirst release.\n")


def test_release_commits_and_tags_without_pushing(repository: Repository, reports: Path) -> None:
    tag = released(repository, reports, version="1.0.0")

    assert repository.git("status", "--porcelain") == ""
    assert repository.git("log", "-1", "--format=%s") == f"Release {tag}"
    assert repository.git("rev-parse", f"{tag}^{{commit}}") == repository.git("rev-parse", "HEAD")
    assert repository.git("cat-file", "-t", tag) == "tag"
    assert repository.git("show", "--name-only", "--format=", "HEAD") == "CHANGELOG.md"


@pytest.mark.parametrize(
    ("last", "subjects", "expected"),
    [
        ("", ["Start"], "0.1.0"),
        ("v1.2.3", ["Fix the sign-in", "Fix the date"], "1.2.4"),
        ("v1.2.3", ["Fix the sign-in", "Show the balance"], "1.3.0"),
        ("v1.9.0", ["Prefix names"], "1.10.0"),
    ],
)
def test_next_version_follows_from_subjects(last: str, subjects: list[str], expected: str) -> None:
    assert next_version(last, subjects) == expected


def refused(repository: Repository, reports: Path, version: str = "") -> str:
    """Return the error, after a check that nothing was changed."""
    before = repository.git("rev-parse", "HEAD"), repository.git("tag"), changelog(repository)
    with pytest.raises(UserError) as error:
        release(repository=repository, reports=reports, version=version)
    after = repository.git("rev-parse", "HEAD"), repository.git("tag"), changelog(repository)
    assert after == before
    return str(error.value)


def test_release_rejects_uncommitted_files(repository: Repository, reports: Path) -> None:
    record_success(repository, reports)
    (repository.folder / "new.txt").write_text("new")
    assert "new.txt" in refused(repository, reports)


def test_release_rejects_another_branch(repository: Repository, reports: Path) -> None:
    record_success(repository, reports)
    repository.git("switch", "--quiet", "--create", "topic")
    assert "the branch topic" in refused(repository, reports)


def test_release_rejects_known_and_malformed_versions(
    repository: Repository, reports: Path
) -> None:
    released(repository, reports, version="v1.0.0")
    assert "no commits since v1.0.0" in refused(repository, reports)
    commit(repository, "Show the balance")
    record_success(repository, reports)
    assert "v1.0.0 exists already" in refused(repository, reports, version="1.0.0")
    assert "1.0 is no version" in refused(repository, reports, version="1.0")


def test_release_rejects_failed_and_missing_tests(repository: Repository, reports: Path) -> None:
    record_success(repository, reports)
    tested = checked_out_commit(repository.folder)
    record_results(reports, [run_of("lint-types", succeeded=False)], commit=tested)
    assert "lint-types failed on this commit" in refused(repository, reports)

    record_success(repository, reports)
    commit(repository, "Show the balance")
    assert "test-backend has not run on this commit" in refused(repository, reports)


def test_results_with_changed_files_belong_to_no_commit(
    repository: Repository, reports: Path
) -> None:
    (repository.folder / "file.txt").write_text("changed")
    assert checked_out_commit(repository.folder) == ""
    record_success(repository, reports)
    head = repository.git("rev-parse", "HEAD")
    assert list(missing_results(reports, ["secrets"], commit=head)) == [
        "secrets has not run on this commit"
    ]


def test_release_without_repository_is_reported(tmp_path: Path, reports: Path) -> None:
    with pytest.raises(UserError, match="not a git repository"):
        release(repository=Repository(folder=tmp_path), reports=reports)
