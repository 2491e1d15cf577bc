"""`python -m awscdk.commands.deploy CDK …`: deploy, then protect data from deletion.

`CDK …`: the command line with its fixed arguments. A first deployment that fails has to be able to
delete what it created, so the protection follows in a second, short deployment.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

from awscdk.naming import Application, application
from awscdk.parameters import Parameters
from awscdk.ssm_parameters import DELETION_PROTECTION, PROTECTED


def deploy(*, chosen: Application, cdk: Sequence[str]) -> int:
    """Deploy; return the command line's exit code."""
    code = run_deployment(cdk)
    if code or not chosen.environment.keeps_data:
        return code
    parameters = Parameters(region=chosen.region)
    protection = chosen.parameter(DELETION_PROTECTION)
    if parameters.read(protection) == PROTECTED:
        return 0
    parameters.write(protection, PROTECTED)
    return run_deployment(cdk)


def run_deployment(cdk: Sequence[str]) -> int:
    """Run `cdk deploy` once; return its exit code."""
    return subprocess.run([*cdk, "deploy", "--all", "--require-approval", "never"]).returncode


if __name__ == "__main__":
    sys.exit(deploy(chosen=application(os.environ), cdk=sys.argv[1:]))
