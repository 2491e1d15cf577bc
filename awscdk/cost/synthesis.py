import json
from pathlib import Path
from tempfile import TemporaryDirectory

from aws_cdk import App

from awscdk.assembly import ROOT, assemble
from awscdk.naming import application
from awscdk.templates import Templates, read_templates

NAMES = {
    "DOMAIN_NAME": "example.com",
    "APP_NAME": "example-com",
    "AWS_DEFAULT_REGION": "us-east-1",
}
"""They cost nothing, and the prices are those of that region."""


def synthesized(environment: str) -> Templates:
    """As `cdk synth` writes it."""
    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    with TemporaryDirectory() as folder:
        app = App(context=context, outdir=folder)
        assemble(app, application=application(NAMES | {"ENVIRONMENT": environment}), site=None)
        app.synth()
        return read_templates(Path(folder))
