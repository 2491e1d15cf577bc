"""JSON of any length, generated as it is read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def stream_object(members: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield a UTF-8 JSON object; an iterator among its members becomes a list, row by row."""
    before = "{\n"
    for name, value in members.items():
        yield f"{before}{json.dumps(name)}: ".encode()
        if isinstance(value, Iterator):
            yield from stream_list(value)
        else:
            yield _text(value).encode()
        before = ",\n"
    yield b"\n}\n"


def stream_list(rows: Iterable[Any]) -> Iterator[bytes]:
    before = "[\n"
    for row in rows:
        yield f"{before}{_text(row)}".encode()
        before = ",\n"
    yield b"[]" if before == "[\n" else b"\n]"


def _text(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
