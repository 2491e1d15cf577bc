"""Verify a signed URL with a canned policy, as CloudFront does and ministack does not.

Source: CloudFront's Developer Guide, "Create a signed URL using a canned policy".
"""

import base64
from collections.abc import Mapping
from urllib.parse import unquote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import load_pem_public_key

# Parameters that the signature does not cover and the origin does not receive.
OWN = ("Expires", "Signature", "Key-Pair-Id")


class SignatureError(Exception):
    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message}")


def verify_signed_url(*, url: str, query: str, public_keys: Mapping[str, str], now: float) -> str:
    """Return the remaining query for the origin. Raise SignatureError.

    `url`: scheme, host and path; `public_keys`: trusted keys in PEM by id.
    """
    pairs = [each.partition("=") for each in query.split("&") if each]
    given = {name: unquote(value) for name, _, value in pairs if name in OWN}
    rest = "&".join("".join(pair) for pair in pairs if pair[0] not in OWN)
    key_id = given.get("Key-Pair-Id", "")
    if not key_id:
        raise SignatureError("MissingKey", "Missing Key-Pair-Id query parameter or cookie value")
    if key_id not in public_keys:
        raise SignatureError("InvalidKey", "Unknown Key")
    resource = f"{url}?{rest}" if rest else url
    expires = given.get("Expires", "")
    if not (
        _is_signed(
            _policy(resource, expires),
            signature=given.get("Signature", ""),
            public_key=public_keys[key_id],
        )
        and now < int(expires)
    ):
        raise SignatureError("AccessDenied", "Access denied")
    return rest


def _policy(resource: str, expires: str) -> bytes:
    """Return the policy byte for byte, as it is signed and not sent."""
    condition = f'{{"DateLessThan":{{"AWS:EpochTime":{expires}}}}}'
    return f'{{"Statement":[{{"Resource":"{resource}","Condition":{condition}}}]}}'.encode()


def _is_signed(policy: bytes, *, signature: str, public_key: str) -> bool:
    key = load_pem_public_key(public_key.encode())
    assert isinstance(key, RSAPublicKey)
    try:
        signed = base64.b64decode(signature.translate(str.maketrans("-_~", "+=/")), validate=True)
        key.verify(signed, policy, PKCS1v15(), SHA1())  # noqa: S303 # CloudFront's own choice
    except (ValueError, InvalidSignature):
        return False
    return True
