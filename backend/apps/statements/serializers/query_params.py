from typing import Any

from django.http import QueryDict


def parse_query_params(query: QueryDict, *, lists: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the query parameters as a plain dictionary.

    DRF would treat a QueryDict as a form and ignore empty values, so that a typo matches more rows.
    """
    return {
        name: values if name in lists else values[-1] for name, values in query.lists() if values
    }
