"""Production's settings, for tests: a complete environment, and what comes of it."""

import os
import runpy
from functools import cache
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from config.settings import base

SITE_URL = "https://example.com"
KEY_ID = "KEXAMPLE"


@cache
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem() -> str:
    return (
        private_key()
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )


def production_environment(*, bucket: str = "bucket") -> dict[str, str]:
    """Return the environment of a production process; stores and AWS emulator are the test's."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "".join(chr(33 + n) for n in range(60)),
        "SITE_URL": SITE_URL,
        "ALLOWED_HOSTS": "example.com",
        "AWS_STORAGE_BUCKET_NAME": bucket,
        "CLOUDFRONT_KEY_ID": KEY_ID,
        # As where only one line fits.
        "CLOUDFRONT_PRIVATE_KEY": pem().replace("\n", "\\n"),
    }


def production_settings(monkeypatch: pytest.MonkeyPatch, *, bucket: str) -> dict[str, Any]:
    """Return the values of the production settings without activating them here."""
    given = {
        "AWS_STORAGE_BUCKET_NAME": bucket,
        "CLOUDFRONT_KEY_ID": KEY_ID,
        "CLOUDFRONT_PRIVATE_KEY": pem(),
    }
    for name, value in given.items():
        monkeypatch.setitem(base.environment, name, value)
    monkeypatch.setattr(base, "SITE_URL", SITE_URL)
    return runpy.run_module("config.settings.production")
