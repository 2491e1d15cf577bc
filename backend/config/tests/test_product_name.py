"""The product's name stands once for the backend and once for the front end."""

import json
from email.utils import parseaddr
from pathlib import Path

import pytest
from django.conf import settings

from config.settings.stores import sender

ROOT = Path(__file__).resolve().parents[3]
PLACES = {"backend/config/settings/base.py", "quasar/package.json"}
SOURCES = (
    ("backend", ("*.py", "*.html", "*.txt", "*.po")),
    ("e2e/journeys", ("*.ts",)),
    ("local", ("*.py",)),
    ("quasar", ("package.json", "index.html")),
    ("quasar/src", ("*.ts", "*.vue", "*.json")),
    ("quasar/src-pwa", ("*.json", "*.ts")),
    ("quasar/src-electron", ("*.json", "*.ts")),
    ("quasar/src-capacitor", ("*.ts",)),
    (".", (".env.template", "Makefile", "compose*.yaml")),
)


@pytest.mark.skipif(
    (ROOT / "gitlab-ci" / "product.yml").exists(),
    reason="A name that `make own` has written may be a common word.",
)
def test_product_name_is_written_once_per_runtime() -> None:
    found = {
        str(path.relative_to(ROOT))
        for folder, patterns in SOURCES
        for pattern in patterns
        for path in _files(ROOT / folder, pattern, deep=folder not in (".", "quasar"))
        if settings.PRODUCT_NAME in path.read_text()
    }

    assert found == PLACES


def test_product_name_is_the_same_in_both_runtimes() -> None:
    package = json.loads((ROOT / "quasar" / "package.json").read_text())

    assert package["productName"] == settings.PRODUCT_NAME


@pytest.mark.parametrize(
    ("given", "name"), [("post@example.com", "Product"), ("Post <post@example.com>", "Post")]
)
def test_sender_has_a_name(given: str, name: str) -> None:
    assert parseaddr(sender(given, name="Product")) == (name, "post@example.com")


def _files(folder: Path, pattern: str, *, deep: bool) -> list[Path]:
    found = folder.rglob(pattern) if deep else folder.glob(pattern)
    return [path for path in found if "node_modules" not in path.parts]
