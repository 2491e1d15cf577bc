"""`python -m awscdk.cost`: what the environments cost a month, before anything is deployed.

Writes the documentation's tables anew, and fails where an environment costs more than it may.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path

from awscdk.cost.estimate import estimate
from awscdk.cost.original import original
from awscdk.cost.page import PAGE, rewrite
from awscdk.cost.report import Report
from awscdk.cost.synthesis import synthesized
from awscdk.cost.unpriced import UnpricedError


def main() -> None:
    parser = ArgumentParser(prog="make cost", description=__doc__)
    parser.add_argument("--markdown", type=Path, help="write it there too, for a merge request")
    parser.add_argument("--json", type=Path, help="write it there too, for a program")
    arguments = parser.parse_args()
    try:
        report = Report(
            staging=estimate(name="staging", templates=synthesized("staging")),
            production=estimate(name="production", templates=synthesized("production")),
            original=original(),
        )
    except UnpricedError as error:
        sys.exit(str(error))
    sys.stdout.write(f"{report.as_text()}\n\n")
    if arguments.markdown:
        arguments.markdown.write_text(report.as_markdown(level=3))
    if arguments.json:
        arguments.json.write_text(report.as_json())
    if rewrite(PAGE, report):
        sys.stdout.write(f"The tables of {PAGE} are new.\n")
    if report.too_dear:
        sys.stdout.flush()
        sys.exit("\n".join(report.too_dear))


if __name__ == "__main__":
    main()
