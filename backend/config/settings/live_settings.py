"""The live settings, which staff change in the admin: default, help text, and field."""

from typing import Any

FIELDS: dict[str, tuple[str, dict[str, Any]]] = {
    "rows": ("django.forms.IntegerField", {"min_value": 1, "max_value": 500}),
    "megabytes": ("django.forms.IntegerField", {"min_value": 1, "max_value": 1_000}),
    # sample: statements begin
    "lines": ("django.forms.IntegerField", {"min_value": 1, "max_value": 10_000_000}),
    "currency": ("django.forms.RegexField", {"regex": "^[A-Z]{3}$"}),
    # sample: statements end
    # sample: links begin
    "karma": ("django.forms.IntegerField", {"min_value": 0, "max_value": 100_000}),
    # sample: links end
}
LIVE_SETTINGS: dict[str, tuple[Any, ...]] = {
    "BANNER": ("", "Text at the top of every page; empty disables it.", str),
    "UPLOAD_LIMIT_MEGABYTES": (50, "Maximum size of an uploaded file.", "megabytes"),
    # sample: statements begin
    "UPLOAD_LIMIT_ROWS": (1_000_000, "Maximum number of rows of a statement file.", "lines"),
    "DEFAULT_CURRENCY": (
        "USD",
        "ISO 4217 code for statements without a currency, if their owner has no others.",
        "currency",
    ),
    # sample: statements end
    "SCALING_OPEN": (
        False,
        "Whether all signed-in users may see the workers, and run and retry tasks, or only staff.",
        bool,
    ),
    "SCALING_PUBLIC": (
        False,
        "Whether everybody sees the workers, without sign-in, tasks and costs.",
        bool,
    ),
    "KARMA_TO_FLAG": (30, "Karma required to flag a link or comment.", "karma"),  # sample: links
    "KARMA_TO_DOWNVOTE": (200, "Karma required to downvote a comment.", "karma"),  # sample: links
    "PAGE_SIZE": (50, "Rows per page of the lists in the API.", "rows"),
}
