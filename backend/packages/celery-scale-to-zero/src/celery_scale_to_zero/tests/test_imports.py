"""The package without its extras."""

import subprocess
import sys

IMPORTS = """
import importlib, pkgutil, sys
sys.modules |= dict.fromkeys(["boto3", "botocore", "django", "rest_framework"])
import celery_scale_to_zero as package
for module in pkgutil.walk_packages(package.__path__, "celery_scale_to_zero."):
    name = module.name.removeprefix("celery_scale_to_zero.")
    if name not in {"aws", "django"} and not name.startswith(("tests", "fleets.ecs")):
        importlib.import_module(module.name)
        print(name)
"""


def test_package_imports_without_django_and_boto3() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS], check=True, capture_output=True, text=True, env={}
    )
    assert {"application", "commands", "control.sweep", "chaos.injection"} <= {*done.stdout.split()}
