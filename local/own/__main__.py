"""`python -m local.own --name NAME --domain DOMAIN`: make the clone the adopter's own project."""

from __future__ import annotations

import argparse
import subprocess
from time import monotonic

from local.console import echo, fail, run
from local.own.names import current_name, write_names
from local.own.product import Product, read_product
from local.paths import ROOT

# Of the commit that `make own` creates.
TRAILER = "Made-Own: "


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.own")
    for name in ("name", "domain", "slug", "holder"):
        parser.add_argument(f"--{name}", default="")
    given = parser.parse_args()
    product = read_product(
        name=given.name, domain=given.domain, slug=given.slug, holder=given.holder
    )
    require_clean_checkout()
    began, before = monotonic(), current_name(ROOT)
    written = write_names(ROOT, product)
    if not written:
        echo(f"  This is {product.name} already: nothing has changed.")
        return
    commit(product, written)
    echo(f"  {before} is now {product.name}, in {monotonic() - began:.0f} s and one commit.\n")
    describe(product)
    echo("\n  Changed:\n" + "\n".join(f"    {file}" for file in written))
    echo(NEXT)


NEXT = """
  Next:
    git show --stat      what has changed; `git reset --keep HEAD~1` takes it back
    make up              your product on http://localhost:8080
    make test            all tests

  documentation/make-it-your-own.md says what else is yours to choose: texts, icon, colours.
"""


def describe(product: Product) -> None:
    rows = {
        "name": product.name,
        "domain": f"{product.domain} (staging.{product.domain} for staging)",
        "tags on AWS": product.slug,
        "id of native apps": product.native_id,
        "copyright": product.holder,
    }
    for title, value in rows.items():
        echo(f"    {title:<19}{value}")


def require_clean_checkout() -> None:
    status = git("status", "--porcelain")
    if status:
        fail(
            "The checkout has uncommitted changes, with which those of `make own` would mix:\n    "
            + "\n    ".join(status.splitlines()[:10]),
            "Commit them, or put them aside with `git stash --include-untracked`.",
        )


def commit(product: Product, files: list[str]) -> None:
    git("add", "--", *files)
    git(
        "commit",
        "--quiet",
        "--no-verify",
        f"--message=Make the project {product.name}",
        f"--message={TRAILER}{product.slug}",
    )


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        fail(
            f"`git {arguments[0]}` failed: {done.stderr.strip() or done.stdout.strip()}",
            "`make own` works in a clone of the repository and commits what it changes.",
        )
    return done.stdout.rstrip()


if __name__ == "__main__":
    run(main)
