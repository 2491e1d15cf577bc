"""`python -m awscdk.cost`: estimate the monthly cost of the environments before a deployment.

Update the tables in the documentation. Fail if an environment exceeds its limit.
"""

import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from aws_cdk import App

from awscdk.assembly import ROOT, assemble
from awscdk.cost.baseline_2020 import baseline_2020
from awscdk.cost.estimate import estimate
from awscdk.cost.prices import PRICES, US_EAST_1, UnsupportedError
from awscdk.cost.report import PAGE, Report, update_page
from awscdk.naming import application
from awscdk.templates import Templates, read_templates

# Free.
NAMES = {"DOMAIN_NAME": "example.com", "APP_NAME": "example-com", "AWS_DEFAULT_REGION": "us-east-1"}


def main() -> None:
    parser = ArgumentParser(prog="make cost", description=__doc__)
    parser.add_argument("--markdown", type=Path, help="also write Markdown to this file")
    parser.add_argument("--json", type=Path, help="also write JSON to this file")
    arguments = parser.parse_args()
    region = os.environ.get("AWS_DEFAULT_REGION", US_EAST_1.region)
    if region not in PRICES:
        sys.exit(f"No prices of {region} are known: add them to awscdk/cost/prices.py.")
    try:
        report = new_report(staging=synthesized("staging"), production=synthesized("production"))
    except UnsupportedError as error:
        sys.exit(str(error))
    sys.stdout.write(f"{report.as_text()}\n\n")
    if arguments.markdown:
        arguments.markdown.write_text(report.as_markdown(level=3))
    if arguments.json:
        arguments.json.write_text(report.as_json())
    if update_page(PAGE, report):
        sys.stdout.write(f"The tables in {PAGE} were updated.\n")
    if report.over_limit:
        sys.stdout.flush()
        sys.exit("\n".join(report.over_limit))


def new_report(*, staging: Templates, production: Templates) -> Report:
    """Price the templates in every region. Raise UnsupportedError if something has no price.

    Between regions they differ by functions that run at deployments, which are free.
    """
    environments = {"staging": staging, "production": production}
    here, *others = (
        [
            estimate(name=name, templates=templates, prices=prices)
            for name, templates in environments.items()
        ]
        for prices in PRICES.values()
    )
    return Report(
        staging=here[0],
        production=here[1],
        original=baseline_2020(),
        elsewhere=[each for region in others for each in region],
    )


def synthesized(environment: str, *, site: Path | None = None) -> Templates:
    """Synthesize the templates as `cdk synth` does. `site`: the built front end, if it counts."""
    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    with TemporaryDirectory() as folder:
        app = App(context=context, outdir=folder)
        assemble(app, application=application(NAMES | {"ENVIRONMENT": environment}), site=site)
        app.synth()
        return read_templates(Path(folder))


if __name__ == "__main__":
    main()
