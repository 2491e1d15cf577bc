"""`python -m local.documentation [--build]`: check the Markdown files, or build the site.

The anchors of the built site are checked too: VitePress checks only which pages links lead to.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

from local.console import echo, fail, run, step
from local.documented_commands import wrong_commands
from local.paths import DOCUMENTATION, HOME, NODE, ROOT

CODE = re.compile(r"^( *)(`{3,}).*?^\1\2 *$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
LINK = re.compile(r"\]\(<?([^)\s>]+)")


SITE = HOME / "documentation"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.documentation")
    parser.add_argument("--build", action="store_true")
    if parser.parse_args().build:
        build()
        return
    pages = tracked_pages()
    if broken := list(broken_links(ROOT, pages)):
        fail("Broken links:\n    " + "\n    ".join(broken), "Correct them.")
    if wrong := list(wrong_commands(ROOT, pages)):
        fail("Wrong commands:\n    " + "\n    ".join(wrong), "Correct them.")


def build() -> None:
    base = base_path(os.environ.get("CI_PAGES_URL", ""))
    with step("documentation as a site"):
        done = subprocess.run(
            [str(NODE / "node"), "node_modules/.bin/vitepress", "build"],
            cwd=DOCUMENTATION,
            env=os.environ | {"DOCUMENTATION_BASE": base},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            fail(f"VitePress failed:\n{done.stdout}", "Correct the page that it names.")
        if broken := list(broken_links_of_site(SITE, base)):
            fail("Broken links of the site:\n    " + "\n    ".join(broken), "Correct them.")
    pages = len(list(SITE.rglob("*.html")))
    echo(f"  {pages} pages are in {SITE.relative_to(ROOT)}/. To read them: make serve-docs")


def base_path(url: str) -> str:
    """Return the path of the site's URL, with a slash at both ends."""
    return f"/{urlsplit(url).path.strip('/')}/".replace("//", "/")


def tracked_pages() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).exists()]


def broken_links(root: Path, pages: list[Path]) -> Iterator[str]:
    """Yield `page:line: link` of each link to a missing file or heading."""
    anchors = {page: anchors_of(page.read_text()) for page in pages}
    for page in pages:
        text = CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), page.read_text())
        for link in LINK.finditer(text):
            url = urlsplit(link[1])
            if url.scheme:
                continue
            target = Path(normpath(page.parent / unquote(url.path))) if url.path else page
            is_broken = not target.exists() or (
                url.fragment and unquote(url.fragment) not in anchors.get(target, set())
            )
            if is_broken:
                line = text.count("\n", 0, link.start()) + 1
                yield f"{page.relative_to(root)}:{line}: {link[1]}"


def anchors_of(text: str) -> set[str]:
    """Return the anchors of a page's headings, as GitLab forms them."""
    text = re.sub(r"^( *)(`{3,}).*?^\1\2 *$", "", text, flags=re.MULTILINE | re.DOTALL)
    seen: Counter[str] = Counter()
    anchors = set()
    for heading in HEADING.findall(text):
        shown = re.sub(r"\[(.+?)\]\(.+?\)", r"\1", heading)
        slug = re.sub(r"[ -]+", "-", re.sub(r"[^\w\- ]", "", shown.lower()).strip())
        anchors.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return anchors


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif name in {"href", "src"} and value:
                self.links.add(value)


def broken_links_of_site(site: Path, base: str) -> Iterator[str]:
    """Yield `page: link` of each link within the site to a missing file or anchor.

    `base`: the path of the site's URL, with a slash at both ends.
    """
    pages = {path: _Page(path.read_text()) for path in sorted(site.rglob("*.html"))}
    for path, page in pages.items():
        for link in sorted(page.links):
            url = urlsplit(link)
            if url.scheme or url.netloc:
                continue
            target = path
            if url.path.startswith(base):
                target = site / unquote(url.path.removeprefix(base))
            elif url.path:
                target = Path(normpath(path.parent / unquote(url.path)))
            if target.is_dir():
                target /= "index.html"
            is_broken = not target.is_file() or (
                url.fragment and unquote(url.fragment) not in pages[target].anchors
            )
            if is_broken:
                yield f"{path.relative_to(site)}: {link}"


if __name__ == "__main__":
    run(main)
