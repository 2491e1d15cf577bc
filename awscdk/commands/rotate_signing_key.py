"""`python -m awscdk.commands.rotate_signing_key CDK …`: replace the key of signed links.

`CDK …`: the command line with its fixed arguments. CloudFront never changes a key: the first
deployment adds one, with which the backend then signs; the second removes the former one, when the
links that it signed have expired. If the command is interrupted in between, run it again.
"""

import os
import sys
import time
from collections.abc import Sequence

from awscdk.commands.deploy import run_deployment
from awscdk.errors import CommandError
from awscdk.naming import Application, application
from awscdk.parameters import Parameters
from awscdk.signing_keys import SigningKeys
from awscdk.ssm_parameters import (
    AND,
    FIRST,
    NO_KEY,
    SECOND,
    SIGNING_KEYS,
    SIGNING_PUBLIC_KEYS,
    private_key,
)

# The lifetime of a link, as in `apps/core/storage/signed_urls.py`, and a minute more.
WAIT_SECONDS = 6 * 60


def rotate(*, chosen: Application, cdk: Sequence[str], wait: float = WAIT_SECONDS) -> int:
    """Replace the key; return the command line's exit code. Raise CommandError."""
    parameters = Parameters(region=chosen.region)
    state = chosen.parameter(SIGNING_KEYS)
    before = parameters.read(state)
    if before is None:
        raise CommandError(f"{state} is missing: run `make deploy` first.")
    if AND not in before:
        code = _add_key(chosen, parameters, former=before, cdk=cdk)
        if code:
            return code
        print(f"  The former key is removed when its links have expired, in {wait:.0f} s.")
        time.sleep(wait)
    return _remove_former_key(chosen, parameters, cdk=cdk)


def _add_key(
    chosen: Application, parameters: Parameters, *, former: str, cdk: Sequence[str]
) -> int:
    new = SECOND if former == FIRST else FIRST
    keys = SigningKeys.drawn()
    parameters.write(chosen.parameter(private_key(new)), keys.private, is_secret=True)
    parameters.write(chosen.parameter(SIGNING_PUBLIC_KEYS[new]), keys.public)
    parameters.write(chosen.parameter(SIGNING_KEYS), f"{new}{AND}{former}")
    code = run_deployment(cdk)
    if code:
        # The stack was rolled back.
        parameters.write(chosen.parameter(SIGNING_KEYS), former)
    return code


def _remove_former_key(chosen: Application, parameters: Parameters, *, cdk: Sequence[str]) -> int:
    both = parameters.read(chosen.parameter(SIGNING_KEYS)) or ""
    new, former = both.split(AND)
    parameters.write(chosen.parameter(SIGNING_KEYS), new)
    code = run_deployment(cdk)
    if code:
        parameters.write(chosen.parameter(SIGNING_KEYS), both)
        return code
    parameters.write(chosen.parameter(SIGNING_PUBLIC_KEYS[former]), NO_KEY)
    parameters.delete(chosen.parameter(private_key(former)))
    return 0


if __name__ == "__main__":
    sys.exit(rotate(chosen=application(os.environ), cdk=sys.argv[1:]))
