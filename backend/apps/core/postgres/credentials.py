"""Database user and password from AWS Secrets Manager, which rotates them."""

import json
from threading import Lock
from typing import TypedDict

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.db import OperationalError

# Short, because a request waits for it.
BOTO_CONFIG = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2})


class Credentials(TypedDict):
    """Credentials by psycopg's parameter names."""

    user: str
    password: str


class UnreadableSecretError(OperationalError):
    """The secret cannot be read. An OperationalError, to be handled as an unreachable database."""


_known: dict[str, Credentials] = {}
_lock = Lock()


def credentials(*, secret: str, rejected: Credentials | None = None) -> Credentials:
    """Return the credentials in the secret with this ARN, cached until the database rejects them.

    Raise UnreadableSecretError.
    """
    with _lock:
        # Another thread with the same rejected credentials may have read them again already.
        if _known.get(secret) in (None, rejected):
            _known[secret] = _read(secret)
        return _known[secret]


def _read(secret: str) -> Credentials:
    try:
        response = boto3.client("secretsmanager", config=BOTO_CONFIG).get_secret_value(
            SecretId=secret
        )
        content = json.loads(response["SecretString"])
        return Credentials(user=content["username"], password=content["password"])
    except (BotoCoreError, ClientError) as error:
        raise UnreadableSecretError(f"The secret {secret} cannot be read: {error}") from error
    except (KeyError, TypeError, ValueError):
        # Without the cause, whose message may contain the secret.
        raise UnreadableSecretError(
            f"The secret {secret} is not JSON with a username and a password."
        ) from None
