"""Signed links to private files, made with the backend's key as the backend makes them."""

from datetime import UTC, datetime, timedelta

from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from awscdk.emulator.inventory import client


def signer(*, environment: str, key_id: str) -> CloudFrontSigner:
    """`environment`: with the application's name; `key_id`: of its public key in CloudFront."""
    name = f"/{environment}/CLOUDFRONT_PRIVATE_KEY-first"
    parameter = client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"]
    key = load_pem_private_key(parameter["Value"].encode(), password=None)
    assert isinstance(key, RSAPrivateKey)
    return CloudFrontSigner(
        key_id,
        lambda message: key.sign(message, PKCS1v15(), SHA1()),  # noqa: S303
    )


def signed(by: CloudFrontSigner, url: str, *, minutes: int) -> str:
    expires = datetime.now(UTC) + timedelta(minutes=minutes)
    return by.generate_presigned_url(url, date_less_than=expires)
