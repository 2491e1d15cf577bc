"""`python -m awscdk.cost`: estimate the monthly cost of the environments before a deployment.

Update the tables in the documentation. Fail if an environment exceeds its limit.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path

from awscdk.cost.baseline_2020 import baseline_2020
from awscdk.cost.estimate import estimate
from awscdk.cost.page import PAGE, rewrite
from awscdk.cost.report import Report
from awscdk.cost.synthesis import synthesized
from awscdk.cost.unsupported import UnsupportedError


def main() -> None:
    parser = ArgumentParser(prog="make cost", description=__doc__)
    parser.add_argument("--markdown", type=Path, help="also write Markdown to this file")
    parser.add_argument("--json", type=Path, help="also write JSON to this file")
    arguments = parser.parse_args()
    try:
        report = Report(
            staging=estimate(name="staging", templates=synthesized("staging")),
            production=estimate(name="production", templates=synthesized("production")),
            original=baseline_2020(),
        )
    except UnsupportedError as error:
        sys.exit(str(error))
    sys.stdout.write(f"{report.as_text()}\n\n")
    if arguments.markdown:
        arguments.markdown.write_text(report.as_markdown(level=3))
    if arguments.json:
        arguments.json.write_text(report.as_json())
    if rewrite(PAGE, report):
        sys.stdout.write(f"The tables in {PAGE} were updated.\n")
    if report.over_limit:
        sys.stdout.flush()
        sys.exit("\n".join(report.over_limit))


if __name__ == "__main__":
    main()
