"""`python -m local.run_with_example_environment COMMAND`: run a command with example values.

For tools that only load the settings, such as the type checker; no service is used.
"""

import os
import subprocess
import sys

from config.environment import VARIABLES

examples = {
    variable.name: variable.example if variable.default is None else variable.default
    for variable in VARIABLES
}

if __name__ == "__main__":
    environment = os.environ | examples | {"DJANGO_SETTINGS_MODULE": "config.settings.ci"}
    sys.exit(subprocess.run(sys.argv[1:], env=environment).returncode)
