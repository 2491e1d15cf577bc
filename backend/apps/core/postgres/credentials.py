"""User and password of a database as AWS Secrets Manager keeps them, and changes them by itself."""

import json
from threading import Lock
from typing import TypedDict

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.db import OperationalError

QUICK = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2})
"""A request waits for it."""


class Credentials(TypedDict):
    """As psycopg calls them."""

    user: str
    password: str


class UnreadableSecretError(OperationalError):
    """Without it there is no database, and whoever can wait for that waits for this too."""


_known: dict[str, Credentials] = {}
_turn = Lock()


def credentials(*, secret: str, refused: Credentials | None = None) -> Credentials:
    """Those of the secret with this ARN, read once a process and again where they were refused.

    Raises UnreadableSecretError.
    """
    with _turn:
        # Whoever was refused at the same time has read it again already.
        if _known.get(secret) in (None, refused):
            _known[secret] = _read(secret)
        return _known[secret]


def _read(secret: str) -> Credentials:
    try:
        answer = boto3.client("secretsmanager", config=QUICK).get_secret_value(SecretId=secret)
        content = json.loads(answer["SecretString"])
        return Credentials(user=content["username"], password=content["password"])
    except (BotoCoreError, ClientError) as error:
        raise UnreadableSecretError(f"The secret {secret} cannot be read: {error}") from error
    except (KeyError, TypeError, ValueError):
        # Not from the error, which may repeat what stands there.
        raise UnreadableSecretError(
            f"The secret {secret} is no JSON with a username and a password."
        ) from None
