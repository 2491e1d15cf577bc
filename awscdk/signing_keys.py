"""CloudFront has one half of the pair and the backend the other, for links to private files."""

from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

BITS = 2048
"""The only size that CloudFront takes."""


@dataclass(frozen=True, kw_only=True)
class SigningKeys:
    """Both in PEM."""

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
