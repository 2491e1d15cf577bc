"""Key pair that signs links to private files: the backend signs, CloudFront verifies."""

from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

# The only size that CloudFront accepts.
BITS = 2048


@dataclass(frozen=True, kw_only=True)
class SigningKeys:
    """A key pair in PEM."""

    private: str
    public: str

    @classmethod
    def drawn(cls) -> Self:
        key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
        return cls(
            private=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
            public=key.public_key()
            .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            .decode(),
        )
