"""`python -m local.own --name NAME --domain DOMAIN`: make the clone the adopter's own project."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from time import monotonic

from local.console import echo, run
from local.own.generated import generate
from local.own.git import all_or_nothing, commit_all, last_choices, require_clean_checkout
from local.own.names import current_name, write_names
from local.own.product import Product, ordered, read_product, read_without
from local.own.removal import remove_samples
from local.own.samples import SAMPLES
from local.paths import ROOT


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.own")
    for name in ("name", "domain", "slug", "holder", "without"):
        parser.add_argument(f"--{name}", default="")
    given = parser.parse_args()
    product = read_product(
        name=given.name, domain=given.domain, slug=given.slug, holder=given.holder
    )
    without = read_without(given.without)
    require_clean_checkout()
    began, before = monotonic(), current_name(ROOT)
    with all_or_nothing():
        written, without = write(product, without)
        if not written:
            echo(f"  This is {product.name} already: nothing has changed.")
            return
        commit_all(product, ordered((*without, *last_choices().get("WITHOUT", "").split())))
    echo(f"  {before} is now {product.name}, in {monotonic() - began:.0f} s and one commit.\n")
    describe(product)
    echo(f"\n  Changed:\n{summary(written)}")
    echo(NEXT)


def write(product: Product, without: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Write the names and remove the samples; return the changed files and the removed samples."""
    written = write_names(ROOT, product)
    # Of an earlier run, whose folders are gone, nothing is left to remove.
    removed = tuple(name for name in without if (ROOT / SAMPLES[name].files[0]).exists())
    if removed:
        # Those of both samples go with the second one.
        gone = tuple(name for name in SAMPLES if not (ROOT / SAMPLES[name].files[0]).exists())
        without = ordered({*removed, *gone})
        written += remove_samples(ROOT, without)
        generate(written)
    return written, without


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


def summary(files: Iterable[str]) -> str:
    """Return the files, those of the same folder as one line if they are many."""
    folders: dict[str, list[str]] = defaultdict(list)
    for file in files:
        folders["/".join(file.split("/")[:3])].append(file)
    return "\n".join(
        f"    {folder} ({len(inside)} files)" if len(inside) > 1 else f"    {inside[0]}"
        for folder, inside in sorted(folders.items())
    )


if __name__ == "__main__":
    run(main)
