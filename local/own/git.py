"""Git commands of `make own` and `make upgrade`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.console import echo, fail
from local.own.product import Product
from local.paths import ROOT

# Ends the message of a commit of `make own`; its value are the choices as JSON.
TRAILER = "Made-Own: "


def git(*arguments: str, folder: Path = ROOT) -> str:
    """Return the output. Raise UserError with git's own message if it fails."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip() or done.stdout.strip()
        fail(
            f"`git {' '.join(arguments)}` failed:\n    {said}",
            "This works in a clone of the repository, in which git may commit.",
        )
    return done.stdout.rstrip()


def require_clean_checkout() -> None:
    if status := git("status", "--porcelain"):
        fail(
            "The checkout has uncommitted changes, to which this command would add its own:\n    "
            + "\n    ".join(status.splitlines()[:10]),
            "Commit them, or put them aside with `git stash --include-untracked`.",
        )


@contextmanager
def all_or_nothing(folder: Path = ROOT) -> Iterator[None]:
    """Take back every change to the clean checkout if the block fails or is interrupted."""
    try:
        yield
    except BaseException:
        git("reset", "--quiet", "--hard", folder=folder)
        git("clean", "--quiet", "--force", "-d", folder=folder)
        echo("  The checkout is as it was before.")
        raise


def commit_all(product: Product, without: tuple[str, ...]) -> None:
    """Commit everything. The message tells `make upgrade` what was chosen."""
    choices = {
        "NAME": product.name,
        "DOMAIN": product.domain,
        "SLUG": product.slug,
        "HOLDER": product.holder,
        "WITHOUT": " ".join(without),
    }
    git("add", "--all")
    git(
        "commit",
        "--quiet",
        "--no-verify",
        f"--message=Make the project {product.name}",
        f"--message={TRAILER}{json.dumps(choices, ensure_ascii=False)}",
    )


def last_choices(commit: str = "HEAD") -> dict[str, str]:
    """Return the arguments of the last `make own` in the history; none if it never ran."""
    message = git("log", "-1", "--format=%B", f"--grep=^{TRAILER}", commit)
    for line in message.splitlines():
        if line.startswith(TRAILER):
            choices: dict[str, str] = json.loads(line.removeprefix(TRAILER))
            return choices
    return {}
