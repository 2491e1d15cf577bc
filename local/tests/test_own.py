"""`make own`: its input, and the places that it writes."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from awscdk import naming
from local.console import UserError
from local.own import product as patterns
from local.own.git import all_or_nothing, git
from local.own.markers import MarkerError, marked_samples, without_marked
from local.own.names import PLACES, PRODUCT_VARIABLES, write_names
from local.own.product import Product, read_product, read_without
from local.own.removal import without_keys, without_mentions
from local.own.samples import MARKED, MESSAGES, SAMPLES, SHARED_FILES, SHARED_KEYS
from local.own.upgrade import copy_by_hard_links
from local.paths import ROOT

PRESENT = {name: sample for name, sample in SAMPLES.items() if (ROOT / sample.files[0]).exists()}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with the files that hold names."""
    for file in {"LICENSE", *(place.file for place in PLACES)}:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    (tmp_path / PRODUCT_VARIABLES).parent.mkdir()
    return tmp_path


def test_product_has_a_slug_and_an_id() -> None:
    made = read_product(name="  Acme  & Söhne 2", domain="my-shop.co.uk")

    assert (made.name, made.slug, made.holder) == ("Acme & Söhne 2", "acme-s-hne-2", made.name)
    assert made.native_id == "uk.co.myshop.acmeshne2"
    assert read_product(name="1", domain="3d.io", slug="a-1").native_id == "io.x3d.a1"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"name": " "}, "NAME is missing"),
        ({"name": 'Acme"'}, "NAME: 'Acme\"'"),
        ({"name": "A" * 41}, "NAME: 'AAA"),
        ({"name": "東京"}, "SLUG is missing"),
        ({"name": "2 Go"}, "SLUG: '2-go'"),
        ({"slug": "Acme"}, "SLUG: 'Acme'"),
        ({"slug": "acme-"}, "SLUG: 'acme-'"),
        ({"domain": ""}, "DOMAIN is missing"),
        ({"domain": "https://acme.com"}, "DOMAIN: 'https://acme.com'"),
        ({"domain": "acme"}, "DOMAIN: 'acme'"),
        ({"holder": "Acme\t<>"}, "HOLDER: 'Acme <>'"),
    ],
)
def test_invalid_input_is_named(given: dict[str, str], problem: str) -> None:
    with pytest.raises(UserError) as error:
        read_product(**{"name": "Acme", "domain": "acme.com"} | given)

    assert str(error.value).startswith(problem)


def test_all_invalid_inputs_are_named_at_once() -> None:
    with pytest.raises(UserError) as error:
        read_product(name="", domain="", slug="-")

    assert [word in str(error.value) for word in ("NAME", "DOMAIN", "SLUG")] == [True] * 3


def test_patterns_are_those_of_aws() -> None:
    assert naming.APP_NAME == patterns.SLUG
    assert naming.DOMAIN == patterns.DOMAIN


def test_names_replace_the_previous_ones_in_all_places(copy: Path) -> None:
    first = Product(name="Qwertz One", slug="qwertz", domain="qwertz.example", holder="Qwertz AG")
    second = Product(name="Other Two", slug="other", domain="other.example", holder="Other AG")

    assert write_names(copy, first) == sorted(
        {"LICENSE", PRODUCT_VARIABLES, *(place.file for place in PLACES)}
    )
    assert write_names(copy, first) == []
    write_names(copy, second)

    left = [
        str(path.relative_to(copy))
        for path in copy.rglob("*")
        if path.is_file() and "qwertz" in path.read_text().lower()
    ]
    # A holder stays, as the license requires.
    assert left == ["LICENSE"]
    for place in PLACES:
        match = place.pattern.search((copy / place.file).read_text())
        assert match is not None
        assert match[1] == place.value(second)
    assert "  APP_NAME: other\n  DOMAIN_NAME: other.example\n" in (
        (copy / PRODUCT_VARIABLES).read_text()
    )


def test_missing_place_is_an_error_before_anything_is_written(copy: Path) -> None:
    (copy / "quasar" / "package.json").write_text("{}")
    new = Product(name="Acme", slug="acme", domain="acme.com", holder="Acme")
    before = (copy / "README.md").read_text()

    with pytest.raises(UserError, match=r"quasar/package\.json has no line like"):
        write_names(copy, new)

    assert (copy / "README.md").read_text() == before


def test_interrupted_command_takes_back_its_changes(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("before")
    git("init", "--quiet", folder=tmp_path)
    git("add", "--all", folder=tmp_path)
    author = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    git(*author, "commit", "--quiet", "--message=Before", folder=tmp_path)

    @all_or_nothing(tmp_path)
    def interrupted() -> None:
        (tmp_path / "kept").write_text("after")
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "product.yml").write_text("new")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert git("status", "--porcelain", folder=tmp_path) == ""
    assert (tmp_path / "kept").read_text() == "before"


def test_copied_packages_keep_their_links(tmp_path: Path) -> None:
    source = tmp_path / "node_modules"
    (source / ".bin").mkdir(parents=True)
    (source / "program.cjs").write_text("program")
    (source / ".bin" / "program").symlink_to("../program.cjs")

    copy_by_hard_links(source, tmp_path / "copy")

    assert (tmp_path / "copy" / ".bin" / "program").is_symlink()
    assert (tmp_path / "copy" / "program.cjs").samefile(source / "program.cjs")


def test_unknown_sample_is_an_error() -> None:
    assert read_without(" statements,links ") == ("links", "statements")
    with pytest.raises(UserError, match="WITHOUT: accounts cannot be removed"):
        read_without("links accounts")


def marked(text: str) -> str:
    """Return the text with markers for `§`, which would be markers of this file otherwise."""
    return text.replace("§", "sample:")


def test_marked_lines_are_removed_with_their_sample() -> None:
    text = marked(
        "kept\n"
        "one,  # § links\n"
        "    // § statements begin\n"
        "block\n"
        "<!-- § links -->\n"
        "| row | <!-- § links --> |\n"
        "    // § statements end\n"
        "either  # § links and statements\n"
    )

    assert marked_samples(text) == {"links", "statements"}
    assert without_marked(text, ["links"]) == (
        marked("kept\n    // § statements begin\nblock\n    // § statements end\n")
        + marked("either  # § links and statements\n")
    )
    assert without_marked(text, ["links", "statements"]) == "kept\n"


def test_code_in_place_of_a_sample_appears_with_its_removal() -> None:
    line = "    // without links: return nothing\n"

    assert without_marked(line, ["statements"]) == line
    assert without_marked(line, ["links"]) == "    return nothing\n"


@pytest.mark.parametrize("text", ["# § links begin\n", "# § links end\n"])
def test_unbalanced_block_is_an_error(text: str) -> None:
    with pytest.raises(MarkerError):
        marked_samples(marked(text))


def test_markdown_loses_what_names_a_deleted_file() -> None:
    page = (
        "![Chart](images/a.png)\n\n"
        "See [links](links.md#api) and [others](other.md).\n\n"
        "| [Links](links.md) | gone |\n| `apps/links/tasks.py` | gone |\n"
        "| `links/tasks.py` | gone |\n| `links` | row |\n"
        "- `backend/apps/links/`: gone,\n  on two lines\n- kept\n"
    )

    kept = without_mentions(
        page,
        "documentation/page.md",
        ["documentation/links.md", "documentation/images/a.png", "backend/apps/links"],
    )

    assert kept == "See links and [others](other.md).\n\n| `links` | row |\n- kept\n"


def test_keys_are_removed_from_json() -> None:
    assert json.loads(without_keys('{"a": {"b": 1, "c": 2}, "d": 3}', ["a.b", "d", "e.f"])) == {
        "a": {"c": 2}
    }


@pytest.mark.parametrize("name", PRESENT)
def test_listed_files_and_messages_exist(name: str) -> None:
    sample = SAMPLES[name]
    missing = [file for file in sample.files if not (ROOT / file).exists()]
    # Both samples list it.
    assert set(missing) <= {
        file for other in SAMPLES.values() if other is not sample for file in other.files
    }
    for path in (ROOT / MESSAGES).glob("*.json"):
        content = json.loads(path.read_text())
        for key in sample.messages:
            area = content
            for part in key.split("."):
                assert part in area, f"{path.name} has no {key}"
                area = area[part]
    for file, keys in sample.keys.items():
        text = (ROOT / file).read_text()
        assert all(without_keys(text, [key]) != without_keys(text, []) for key in keys), file


@pytest.mark.skipif(not PRESENT, reason="Both samples are removed.")
def test_files_of_both_samples_exist() -> None:
    assert [file for file in SHARED_FILES if not (ROOT / file).exists()] == []
    for file, keys in SHARED_KEYS.items():
        assert {*keys} <= json.loads((ROOT / file).read_text()).keys()


def test_markers_are_balanced_and_of_known_samples() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    gone = {*SAMPLES} - {*PRESENT}
    found: set[str] = set()
    for file in listed:
        if file.endswith(MARKED) and (ROOT / file).exists():
            text = (ROOT / file).read_text()
            try:
                found |= marked_samples(text)
            except MarkerError as error:
                pytest.fail(f"{file}: {error}")
            assert without_marked(text, gone) == text, f"{file} marks what is gone"

    # A line of both samples stays until the second one is removed.
    assert {*PRESENT} <= found <= {*SAMPLES}
