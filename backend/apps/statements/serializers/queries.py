from typing import Any

from django.http import QueryDict


def said_in(query: QueryDict, *, lists: tuple[str, ...] = ()) -> dict[str, Any]:
    """What an address asks for. As a form, which DRF takes it for, an empty value would be none at
    all, and a mistake would widen what is asked for."""
    return {
        name: values if name in lists else values[-1] for name, values in query.lists() if values
    }
