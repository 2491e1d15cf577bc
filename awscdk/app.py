#!/usr/bin/env python3
"""`cdk synth --app awscdk/app.py`: the only reader of an environment's inputs."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv" / "bin" / "python"
SITE = ROOT / "quasar" / "dist" / "pwa"
# The CDK's command line runs this file with the first Python on PATH, which may lack the CDK.
if find_spec("aws_cdk") is None:
    if not PYTHON.exists():
        sys.exit("The CDK is not installed: `make synth` installs it.")
    os.execv(PYTHON, [str(PYTHON), *sys.argv])
# When run as a file, Python searches its folder instead of the checkout's packages.
sys.path[:0] = [str(ROOT), str(ROOT / "backend")]

from awscdk.naming import application  # noqa: E402

if __name__ == "__main__":
    # Missing inputs are reported before the CDK is loaded.
    chosen = application(os.environ)

    from aws_cdk import App

    from awscdk.assembly import assemble, backend_image

    app = App()
    assemble(
        app,
        application=chosen,
        site=SITE if SITE.is_dir() else None,
        image=backend_image(cache=os.environ.get("IMAGE_CACHE")),
    )
    app.synth()
