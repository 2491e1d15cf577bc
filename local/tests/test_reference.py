import pytest

from local.paths import DOCUMENTATION
from local.reference.markdown import code, text
from local.reference.pages import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_reference_page_is_current(name: str) -> None:
    page = (DOCUMENTATION / "reference" / name).read_text()

    assert page == PAGES[name](), "stale: run `make reference`"


def test_reference_pages_have_every_entry() -> None:
    pages = {name: (DOCUMENTATION / "reference" / name).read_text() for name in PAGES}

    assert "| `REDIS_URL` |" in pages["environment.md"]
    assert "| `worker-heavy` | 0 … 2 |" in pages["topology.md"]
    assert "| `make up` |" in pages["commands.md"]
    assert "`make lint-types`" in pages["commands.md"].split("## Parts of other commands")[1]
    assert "| `POST /api/token/` |" in pages["rest.md"]
    assert "| `tokenAuth` |" in pages["graphql.md"]
    assert "| `GET /api/users/me/` | account | 401 | 200 |" in pages["access-matrix.md"]


def test_cells_keep_the_table_and_the_site_whole() -> None:
    assert text("a | b\n<c> {{ d }}") == "a \\| b &lt;c> { { d }}"
    assert code("a|b") == "`a\\|b`"
    assert code("") == ""
