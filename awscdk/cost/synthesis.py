import json
from pathlib import Path
from tempfile import TemporaryDirectory

from aws_cdk import App

from awscdk.assembly import ROOT, assemble
from awscdk.naming import application
from awscdk.templates import Templates, read_templates

# Free, and the prices are for this region.
NAMES = {
    "DOMAIN_NAME": "example.com",
    "APP_NAME": "example-com",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def synthesized(environment: str) -> Templates:
    """Synthesize the templates as `cdk synth` does."""
    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    with TemporaryDirectory() as folder:
        app = App(context=context, outdir=folder)
        assemble(app, application=application(NAMES | {"ENVIRONMENT": environment}), site=None)
        app.synth()
        return read_templates(Path(folder))
