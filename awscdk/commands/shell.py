"""`python -m awscdk.commands.shell`: open a shell on the bastion, in which `database` starts psql.

Needs the AWS CLI and its Session Manager plugin; the bastion has no open port.
"""

import os
import shutil
import subprocess
import sys

from awscdk.commands.run_task import stack_outputs
from awscdk.constants import BASTION
from awscdk.errors import CommandError
from awscdk.naming import Application, application

PROGRAMS = ("aws", "session-manager-plugin")


def command(*, chosen: Application) -> list[str]:
    """Return the command line. Raise CommandError if the environment has no bastion."""
    outputs = stack_outputs(f"{chosen.full_app_name}-stack", region=chosen.region)
    if BASTION not in outputs:
        raise CommandError(
            f"{chosen.full_app_name} has no bastion: set bastion=True in awscdk/environments.py,"
            " and deploy."
        )
    target = ["--region", chosen.region, "--target", outputs[BASTION]]
    return ["aws", "ssm", "start-session", *target]


if __name__ == "__main__":
    if missing := [each for each in PROGRAMS if shutil.which(each) is None]:
        raise CommandError(f"{' and '.join(missing)}: not installed.")
    sys.exit(subprocess.run(command(chosen=application(os.environ))).returncode)
