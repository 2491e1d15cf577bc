from pathlib import Path

import pytest

from local.documentation import tracked_pages
from local.documented_commands import blocks, wrong_commands
from local.paths import ROOT

PAGE = """\
# Start

## First

Run `make
up` or `PORT=1 make PORT=2 up`, not make down; `makes` and remake sense.

```sh
# Not a heading
make up
```

    make up      start

```sh
make up && echo "done"
```

```mermaid
flowchart LR
  make nothing
```

## Second
"""


def test_blocks_are_those_of_the_section() -> None:
    assert blocks(PAGE, "First") == [
        "# Not a heading\nmake up\n",
        'make up && echo "done"\n',
    ]


def test_section_without_commands_is_an_error() -> None:
    with pytest.raises(ValueError, match="Second"):
        blocks(PAGE, "Second")


def test_commands_of_the_makefile_are_accepted(tmp_path: Path) -> None:
    assert wrong(PAGE, tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        "Run `make down`.",
        "    make PORT=1 down",
        "```sh\ncd x && make down\n```",
        "`PORT=1 make down`",
    ],
)
def test_unknown_target_is_reported(text: str, tmp_path: Path) -> None:
    assert wrong(f"{text}\n", tmp_path) == ["page.md: the Makefile has no target down"]


def test_invalid_command_is_reported_with_its_block(tmp_path: Path) -> None:
    (problem,) = wrong("```sh\nmake up 'now\n```\n", tmp_path)

    assert "unexpected EOF" in problem
    assert "make up 'now" in problem


def wrong(page: str, root: Path) -> list[str]:
    (root / "Makefile").write_text("PORT := 1\nup: ## Start\n\ttrue\n")
    (root / "page.md").write_text(page)
    return list(wrong_commands(root, [root / "page.md"]))


def test_commands_of_every_page_are_valid() -> None:
    assert list(wrong_commands(ROOT, tracked_pages())) == []
