"""`python -m local.own.upgrade REF`: merge a newer release of the template into an owned project.

Names and removed samples are changes of files that a release changes too. So both the release that
the project has and the new one are made the project's own in folders of their own, and only what
differs between these two is merged.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from local.console import UserError, echo, fail, run, step
from local.own.git import git, last_choices, require_clean_checkout
from local.paths import HOME, ROOT


def main() -> None:
    ref = sys.argv[1] if len(sys.argv) > 1 else ""
    if not ref:
        fail(
            "FROM is missing, the release of the template to merge.",
            "git fetch upstream && make upgrade FROM=upstream/main",
        )
    require_clean_checkout()
    began = monotonic()
    choices = last_choices()
    if not choices:
        fail("`make own` has never run in this project.", f"git merge {ref}")
    new = git("rev-parse", "--verify", f"{ref}^{{commit}}")
    old = git("merge-base", "HEAD", new)
    if old == new:
        echo(f"  {ref} is merged already: nothing has changed.")
        return
    owned_old = owned(old, choices)
    tree = git("rev-parse", f"{owned(new, choices)}^{{tree}}")
    owned_new = git("commit-tree", tree, "-p", owned_old, "-p", new, "-m", f"Own {ref}")
    # The project has all of the old release: this tells git so, and changes no file.
    git("merge", "--quiet", "--no-edit", "--strategy=ours", owned_old)
    merge(owned_new, ref)
    echo(f"  {ref} is merged, in {monotonic() - began:.0f} s.\n\n  Next: make test")


def owned(commit: str, choices: dict[str, str]) -> str:
    """Return a commit on `commit` that makes it the project's own."""
    with checkout(commit) as folder, step(f"make own in {commit[:8]}"):
        if choices.get("WITHOUT"):
            # The generators are run.
            share_packages(folder)
        arguments = [f"{name}={value.replace('$', '$$')}" for name, value in choices.items()]
        done = subprocess.run(
            ["make", "--no-print-directory", "own", *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            fail(
                f"`make own` failed in {commit[:8]}:\n{done.stdout}{done.stderr}",
                "Choose another release.",
            )
        return git("rev-parse", "HEAD", folder=folder)


@contextmanager
def checkout(commit: str) -> Iterator[Path]:
    folder = HOME / "upgrade" / commit
    shutil.rmtree(folder, ignore_errors=True)
    git("worktree", "prune")
    git("worktree", "add", "--quiet", "--detach", str(folder), commit)
    try:
        yield folder
    finally:
        git("worktree", "remove", "--force", str(folder))


def share_packages(folder: Path) -> None:
    """Link the installed packages into another checkout, which installs those that differ."""
    packages = [".venv", *(str(path.relative_to(ROOT)) for path in _node_modules())]
    for name in packages:
        if (ROOT / name).exists() and not (folder / name).exists():
            copy_by_hard_links(ROOT / name, folder / name)
    prepared = ROOT / "quasar" / ".quasar"
    if prepared.exists():
        shutil.copytree(prepared, folder / "quasar" / ".quasar", dirs_exist_ok=True)


def copy_by_hard_links(source: Path, target: Path) -> None:
    """Copy a folder without its contents. Symbolic links stay: npm's programs find their modules
    beside the file that is linked to."""
    subprocess.run(["cp", "-R", "-P", "-l", str(source), str(target)], check=True)


def _node_modules() -> Iterator[Path]:
    for package in git("ls-files", "*package.json").splitlines():
        path = (ROOT / package).parent / "node_modules"
        if path.exists():
            yield path


def merge(commit: str, ref: str) -> None:
    done = subprocess.run(
        ["git", "merge", "--no-edit", "-m", f"Merge {ref}", commit],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        conflicts = git("diff", "--name-only", "--diff-filter=U")
        if not conflicts:
            raise UserError(done.stderr.strip() or done.stdout.strip())
        fail(
            "The project and the release have changed the same lines of:\n    "
            + "\n    ".join(conflicts.splitlines()),
            "Settle them as documentation/upgrade.md says, then `git commit`;"
            " or `git merge --abort`.",
        )


if __name__ == "__main__":
    run(main)
