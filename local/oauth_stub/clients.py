from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Client:
    """A client as registered with a provider."""

    key: str
    secret: str


CLIENTS: Mapping[str, Client] = {
    name: Client(key=f"{name}-client", secret=f"{name}-secret-for-tests")
    for name in ("google", "facebook", "github")
}


def backend_variables(url: str) -> dict[str, str]:
    """Return the backend's variables to use this provider for all three."""
    keys = {
        f"{name.upper()}_CLIENT_{part}": value
        for name, client in CLIENTS.items()
        for part, value in (("ID", client.key), ("SECRET", client.secret))
    }
    return {"SOCIAL_PROVIDER_URL": url, **keys}
