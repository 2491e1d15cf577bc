"""`python -m awscdk.destroy CDK …`: an environment and all that belongs to it alone.

`CDK …`: the command line's program and what it is always given. An environment that keeps its data
is destroyed only where `REALLY` says its full name, and leaves its parameters, its buckets and a
snapshot.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

from awscdk.assembly import EDGE
from awscdk.naming import Application, application
from awscdk.parameters import Parameters
from awscdk.refusal import Refusal


def destroy(*, chosen: Application, really: str, cdk: Sequence[str]) -> int:
    """The exit code of the command line. Raises Refusal."""
    name = chosen.full_app_name
    keeps_data = chosen.environment.keeps_data
    if keeps_data and really != name:
        raise Refusal(f"{name} keeps its data. Whoever means it says REALLY={name}.")
    code = subprocess.run([*cdk, "destroy", "--all", "--force"]).returncode
    if code == 0 and not keeps_data:
        for region in dict.fromkeys((chosen.region, EDGE)):
            Parameters(region=region).forget_all(f"/{name}")
    return code


if __name__ == "__main__":
    sys.exit(
        destroy(
            chosen=application(os.environ),
            really=os.environ.get("REALLY", ""),
            cdk=sys.argv[1:],
        )
    )
