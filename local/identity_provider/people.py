import hashlib
from dataclasses import dataclass

DOWN = "down"
"""Who calls themselves this finds the provider out of order once a code is to be exchanged."""
SLOW = "slow"
"""… finds it taking its time."""
GARBLED = "garbled"
"""… finds it telling nonsense about them."""
SECONDS_OF_SLOW = 60


@dataclass(frozen=True, kw_only=True)
class Person:
    """`email` is empty for who has none, or tells none."""

    provider: str
    name: str
    email: str
    is_verified: bool

    @property
    def uid(self) -> int:
        """The same for the same name: addresses change, people stay."""
        digest = hashlib.sha256(f"{self.provider} {self.name}".encode()).digest()
        return int.from_bytes(digest[:6])


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a person allowed, waiting for its code to be exchanged."""

    person: Person
    redirect_uri: str
    challenge: str
