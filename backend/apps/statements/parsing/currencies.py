"""ISO 4217 codes with their minor units, and the symbols that banks write instead."""

import json
from functools import cache
from pathlib import Path

from apps.statements.parsing.normalization import normalize_characters

DEFAULT_MINOR_UNITS = 2


def is_currency_code(text: str) -> bool:
    return text in _minor_units()


def minor_units(code: str) -> int:
    """Return the number of decimals; 2 for an unknown code."""
    return _minor_units().get(code, DEFAULT_MINOR_UNITS)


def currency_of(cell: str) -> str:
    """Return the ISO code that the whole cell names, or an empty string."""
    code = cell.strip().upper()
    if is_currency_code(code):
        return code
    text, symbols = normalize_characters(cell), currency_symbols()
    return symbols.get(text) or symbols.get(text.lower()) or _data()["numeric"].get(text, "")


@cache
def currency_symbols() -> dict[str, str]:
    """Return {symbol: ISO code}; the code is empty if several currencies use the symbol."""
    symbols: dict[str, str] = _data()["symbols"]
    return symbols


@cache
def _minor_units() -> dict[str, int]:
    return {
        code: int(digits)
        for digits, codes in _data()["minor_units"].items()
        for code in codes.split()
    }


@cache
def _data() -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / "currencies.json"
    data: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return data
