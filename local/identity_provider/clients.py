from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Client:
    """An application as it is registered with a provider."""

    key: str
    secret: str


CLIENTS: Mapping[str, Client] = {
    name: Client(key=f"{name}-client", secret=f"{name}-secret-for-tests")
    for name in ("google", "facebook", "github")
}


def backend_variables(url: str) -> dict[str, str]:
    """What the backend's environment has to say for this provider to speak for the three."""
    keys = {
        f"{name.upper()}_CLIENT_{part}": value
        for name, client in CLIENTS.items()
        for part, value in (("ID", client.key), ("SECRET", client.secret))
    }
    return {"SOCIAL_PROVIDER_URL": url, **keys}
