"""`make release [VERSION=1.2.3]`: commit the changelog of a new version and tag it.

Nothing is pushed: the last line printed is the command that does. The pipeline deploys the tag.
"""

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from local.console import echo, fail, run
from local.paths import ROOT
from local.testing.parts import ALL
from local.testing.reports import REPORTS
from local.testing.results import missing_results

BRANCH = "main"
CHANGELOG = "CHANGELOG.md"
FIRST_VERSION = "0.1.0"
VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)")


@dataclass(frozen=True, kw_only=True)
class Repository:
    folder: Path

    def git(self, *arguments: str) -> str:
        done = self._git(*arguments)
        if done.returncode:
            said = done.stderr.strip()
            fail(f"`git {arguments[0]}` failed: {said}", "Correct this and repeat the command.")
        return done.stdout.strip()

    def last_tag(self) -> str:
        """Return the newest version that is part of this commit; an empty string without one."""
        return self._git("describe", "--tags", "--abbrev=0", "--match=v*").stdout.strip()

    def has_tag(self, tag: str) -> bool:
        return bool(self.git("tag", "--list", tag))

    def commits_since(self, tag: str) -> list[tuple[str, str]]:
        """Return [(short hash, subject)], the oldest first, without merges."""
        interval = f"{tag}..HEAD" if tag else "HEAD"
        log = self.git("log", "--no-merges", "--reverse", "--format=%h %s", interval)
        return [
            (commit, subject) for commit, _, subject in (x.partition(" ") for x in log.splitlines())
        ]

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["git", "-C", str(self.folder), *arguments]
        return subprocess.run(command, capture_output=True, text=True)


def main() -> None:
    tag = release(
        repository=Repository(folder=ROOT), reports=REPORTS, version="".join(sys.argv[1:])
    )
    echo(f"  {tag} is committed and tagged. Read it with `git show`, then publish it:")
    echo(f"    git push --atomic origin {BRANCH} {tag}")


def release(*, repository: Repository, reports: Path, version: str = "") -> str:
    """Release the commit that is checked out and return the new tag.

    `version`: the next one by the commits' subjects if empty. `reports`: the folder with the
    results of `make test`. Raise UserError, with nothing changed, for a state that should not be
    released.
    """
    _require_clean_branch(repository)
    last = repository.last_tag()
    commits = repository.commits_since(last)
    if not commits:
        fail(f"There are no commits since {last}.", "There is nothing to release.")
    tag = _new_tag(repository, version or next_version(last, [subject for _, subject in commits]))
    commit = repository.git("rev-parse", "HEAD")
    if missing := list(missing_results(reports, ALL, commit=commit)):
        fail("`make test` has not passed:\n    " + "\n    ".join(missing), "Run: make test")

    path = repository.folder / CHANGELOG
    section = changelog_section(tag, commits if last else [], day=f"{datetime.now(UTC):%Y-%m-%d}")
    path.write_text(insert_section(path.read_text(), section))
    repository.git("add", CHANGELOG)
    body = f"The changelog lists the {len(commits)} commits since {last or 'the start'}."
    repository.git("commit", "--quiet", "--message", f"Release {tag}", "--message", body)
    repository.git("tag", "--annotate", tag, "--message", section)
    return tag


def next_version(last: str, subjects: Sequence[str]) -> str:
    """Return the next patch if every commit fixes something, otherwise the next minor version.

    A major version is a decision, so it is always given.
    """
    numbers = VERSION.fullmatch(last)
    if numbers is None:
        return FIRST_VERSION
    major, minor, patch = map(int, numbers.groups())
    if all(subject.startswith("Fix ") for subject in subjects):
        return f"{major}.{minor}.{patch + 1}"
    return f"{major}.{minor + 1}.0"


def changelog_section(tag: str, commits: Sequence[tuple[str, str]], *, day: str) -> str:
    """Return the section in Markdown; without commits it is that of the first release."""
    lines = [f"- {subject} ({commit})" for commit, subject in commits] or ["First release."]
    return "\n".join([f"## {tag}, {day}", "", *lines])


def insert_section(changelog: str, section: str) -> str:
    """Return the changelog with the section before those of earlier versions."""
    head, separator, earlier = changelog.partition("\n## ")
    return f"{head.rstrip()}\n\n{section}\n{separator}{earlier}"


def _require_clean_branch(repository: Repository) -> None:
    branch = repository.git("rev-parse", "--abbrev-ref", "HEAD")
    if branch != BRANCH:
        fail(f"This is the branch {branch}; releases are made of {BRANCH}.", f"git switch {BRANCH}")
    if changed := repository.git("status", "--porcelain"):
        fail(f"Not committed:\n    {changed}", "Commit or stash these files.")


def _new_tag(repository: Repository, version: str) -> str:
    numbers = VERSION.fullmatch(version)
    if numbers is None:
        fail(f"{version} is no version.", "Give three numbers: make release VERSION=1.2.3")
    tag = f"v{'.'.join(numbers.groups())}"
    if repository.has_tag(tag):
        fail(f"{tag} exists already.", "Give a later version: make release VERSION=1.2.3")
    return tag


if __name__ == "__main__":
    run(main)
