"""Every sentence of ours is there in every language, and what is compiled is what is written.

Fix it with `make messages`, and fill in what is empty in the `.po` file.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from apps.statements.error_messages import error_message

CATALOGS = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the singular, or the singular and the plural."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def translations(catalog: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {forms(message.id): forms(message.string) for message in catalog if message.id}


def sentences() -> set[tuple[str, ...]]:
    return {
        forms(message)
        for folder in ("apps", "config")
        for _, _, message, _, _ in extract_from_dir(settings.BACKEND / folder, keywords=KEYWORDS)
    }


def test_every_language_has_a_catalog() -> None:
    catalogued = {path.parts[-3] for path in CATALOGS}
    assert catalogued == {code for code, _ in settings.LANGUAGES} - {"en"}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_every_message_is_translated_and_compiled(path: Path) -> None:
    written = read_po(BytesIO(path.read_bytes()))
    compiled = read_mo(BytesIO(path.with_suffix(".mo").read_bytes()))
    translated = translations(written)

    assert len(translated) > 20
    assert set(translated) == sentences()
    assert [text for text, forms in translated.items() if not all(forms)] == []
    assert translations(compiled) == translated


def test_error_detail_is_in_the_language_of_the_request(client: Client) -> None:
    with override("de"):
        assert error_message("bad_amount", {"cell": "zwölf"}) == "„zwölf“ ist kein gültiger Betrag."
    response = client.get("/api/nothing/", headers={"Accept-Language": "de-AT,en;q=0.5"})
    assert response.json()["detail"] == "Nicht gefunden: /api/nothing/"
