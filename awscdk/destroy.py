"""`python -m awscdk.destroy CDK …`: delete an environment and all its own resources.

`CDK …`: the command line with its fixed arguments. An environment that keeps its data is only
destroyed if `REALLY` is its full name, and leaves its parameters, buckets and a snapshot.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

from awscdk.constants import EDGE
from awscdk.errors import CommandError
from awscdk.naming import Application, application
from awscdk.parameters import Parameters


def destroy(*, chosen: Application, really: str, cdk: Sequence[str]) -> int:
    """Destroy the environment; return the command line's exit code. Raise CommandError."""
    name = chosen.full_app_name
    keeps_data = chosen.environment.keeps_data
    if keeps_data and really != name:
        raise CommandError(f"{name} keeps its data. To destroy it anyway, set REALLY={name}.")
    code = subprocess.run([*cdk, "destroy", "--all", "--force"]).returncode
    if code == 0 and not keeps_data:
        for region in dict.fromkeys((chosen.region, EDGE)):
            Parameters(region=region).delete_all(f"/{name}")
    return code


if __name__ == "__main__":
    sys.exit(
        destroy(
            chosen=application(os.environ), really=os.environ.get("REALLY", ""), cdk=sys.argv[1:]
        )
    )
