from pathlib import Path

import pytest

from local.documentation import base_path, broken_links, broken_links_of_site, tracked_pages
from local.paths import ROOT

PAGE = """\
# One page

    ## No heading

## When it's *done* … again

## `make up`

## `make up`

```text
# No heading either
[no link](code.md#anchor)
```
"""


@pytest.mark.parametrize(
    "link",
    [
        "page.md",
        "page.md#when-its-done-again",
        "page.md#make-up",
        "page.md#make-up-1",
        "#title",
        "../linked",
        "https://example.com/page.md#anything",
    ],
)
def test_links_to_existing_headings_are_accepted(link: str, tmp_path: Path) -> None:
    assert broken(link, tmp_path) == []


@pytest.mark.parametrize(
    "link",
    [
        "pages.md",
        "page.md#make-down",
        "page.md#make-up-2",
        "page.md#no-heading",
        "page.md#no-heading-either",
        "#titles",
        "../missing.py",
    ],
)
def test_broken_links_are_reported_with_their_line(link: str, tmp_path: Path) -> None:
    assert broken(link, tmp_path) == [f"pages/index.md:3: {link}"]


def broken(link: str, root: Path) -> list[str]:
    pages = root / "pages"
    pages.mkdir()
    (root / "linked").touch()
    (pages / "page.md").write_text(PAGE)
    (pages / "index.md").write_text(f"# Title\n\nSee [it]({link}), not `[it](missing.md)`.\n")
    return list(broken_links(root, [pages / "index.md", pages / "page.md"]))


def test_every_page_of_the_repository_is_checked() -> None:
    pages = {str(page.relative_to(ROOT)) for page in tracked_pages()}
    assert {"README.md", "documentation/index.md", "benchmarks/README.md"} <= pages


def test_broken_links_of_a_site_below_a_path_are_reported(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "image.png").touch()
    (tmp_path / "index.html").write_text(
        '<h1 id="title"></h1><a href="#title"></a><a href="#none"></a><img src="/docs/none.png">'
        '<a href="/docs/part/page.html#there"></a><a href="part/page.html#gone"></a>'
        '<a href="https://example.com/#none"></a>'
    )
    (tmp_path / "part" / "page.html").write_text(
        '<h2 id="there"></h2><a href="/docs/"></a><a href="../#title"></a><img src="../image.png">'
        '<a href="/part/page.html"></a>'
    )

    assert list(broken_links_of_site(tmp_path, "/docs/")) == [
        "index.html: #none",
        "index.html: /docs/none.png",
        "index.html: part/page.html#gone",
        "part/page.html: /part/page.html",
    ]


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("", "/"),
        ("https://project.example", "/"),
        ("https://group.example/project", "/project/"),
        ("https://group.example/part/project/", "/part/project/"),
    ],
)
def test_base_path_has_a_slash_at_both_ends(url: str, base: str) -> None:
    assert base_path(url) == base
