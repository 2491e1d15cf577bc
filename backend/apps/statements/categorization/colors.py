"""Colors of categories: names of the front end's design tokens."""

from zlib import crc32

# Each is a variable `--category-<name>` of quasar/src/css/app.scss, in both themes.
COLORS = (
    "red",
    "orange",
    "amber",
    "olive",
    "lime",
    "green",
    "teal",
    "cyan",
    "sky",
    "blue",
    "indigo",
    "violet",
    "magenta",
    "pink",
    "brown",
    "gray",
)
DEFAULT_COLORS = {
    "groceries": "green",
    "eating_out": "orange",
    "transport": "blue",
    "fuel": "amber",
    "shopping": "magenta",
    "home": "brown",
    "utilities": "cyan",
    "health": "red",
    "entertainment": "violet",
    "subscriptions": "indigo",
    "travel": "sky",
    "education": "teal",
    "gifts": "pink",
    "fees": "olive",
    "cash": "lime",
    "other": "gray",
}


def default_color(key: str) -> str:
    """Return the color of a category whose owner has chosen none, always the same for a key."""
    return DEFAULT_COLORS.get(key) or COLORS[crc32(key.encode()) % len(COLORS)]
