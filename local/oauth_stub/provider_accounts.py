import hashlib
from dataclasses import dataclass

# A user of this name makes the provider fail when a code is exchanged.
DOWN = "down"
# A user of this name makes the provider respond slowly.
SLOW = "slow"
# A user of this name makes the provider return invalid data.
GARBLED = "garbled"
SECONDS_OF_SLOW = 60


@dataclass(frozen=True, kw_only=True)
class Person:
    """`email` is empty if the user has none or shares none."""

    provider: str
    name: str
    email: str
    is_verified: bool
    is_hosted: bool = True
    """Return True if Google hosts the domain of the email."""

    @property
    def uid(self) -> int:
        """Return the same id for the same name, as emails may change."""
        digest = hashlib.sha256(f"{self.provider} {self.name}".encode()).digest()
        return int.from_bytes(digest[:6])


@dataclass(frozen=True, kw_only=True)
class Grant:
    """A consent, stored until its code is exchanged."""

    person: Person
    redirect_uri: str
    challenge: str
