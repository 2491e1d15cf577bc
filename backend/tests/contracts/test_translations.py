"""Every message is there in every language with its placeholders, and compiled as written.

Fix it with `make messages`, and fill in what is empty in the `.po` file.
"""

import re
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils.translation import ngettext, override

from apps.statements.error_messages import error_message

CATALOGS = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


@cache
def read_catalog(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()))


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the singular, or the singular and the plural."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def translations(catalog: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {forms(message.id): forms(message.string) for message in catalog if message.id}


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)s|%[sd]", text))


@cache
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
    written = read_catalog(path)
    compiled = read_mo(BytesIO(path.with_suffix(".mo").read_bytes()))
    translated = translations(written)

    assert len(translated) > 20
    assert set(translated) == sentences()
    assert [text for text, forms in translated.items() if not all(forms)] == []
    assert translations(compiled) == translated


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_translations_have_the_placeholders_of_the_message(path: Path) -> None:
    catalog = read_catalog(path)

    differing = [
        (message, form)
        for message, forms in translations(catalog).items()
        for form in forms
        if placeholders(form) != placeholders(message[0])
    ]
    assert differing == []


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_inserted_texts_are_isolated_where_the_direction_differs(path: Path) -> None:
    catalog = read_catalog(path)
    if catalog.locale and catalog.locale.text_direction == "ltr":
        return

    forms = [form for each in translations(catalog).values() for form in each]
    # A name in Latin letters would otherwise move the punctuation beside it.
    bare = [
        form for form in forms if re.search(r"(?<!\u2068)%(\(\w+\))?s|%(\(\w+\))?s(?!\u2069)", form)
    ]
    assert bare == []


def test_error_detail_is_in_the_language_of_the_request(client: Client) -> None:
    with override("de"):  # sample: statements
        # sample: statements begin
        message = error_message("bad_amount", {"cell": "zwölf"})
        assert message == "„zwölf“ ist kein gültiger Betrag."
        # sample: statements end
    response = client.get("/api/nothing/", headers={"Accept-Language": "de-AT,en;q=0.5"})
    assert response.json()["detail"] == "Nicht gefunden: /api/nothing/"


def test_error_detail_is_arabic_for_an_arabic_reader(client: Client) -> None:
    response = client.get("/api/nothing/", headers={"Accept-Language": "ar-EG,en;q=0.5"})
    assert response.json()["detail"] == "غير موجود: \u2068/api/nothing/\u2069"


# sample: statements begin
@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "تغيّر حساب واحد (1)."),
        (2, "تغيّر حسابان (2)."),
        (3, "تغيّرت 3 حسابات."),
        (11, "تغيّر 11 حسابًا."),
        (100, "تغيّر 100 حساب."),
    ],
)
def test_plurals_in_arabic_have_all_forms(count: int, text: str) -> None:
    with override("ar"):
        assert ngettext("%d account changed.", "%d accounts changed.", count) % count == text


# sample: statements end
