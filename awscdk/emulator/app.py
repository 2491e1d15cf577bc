"""`python -m awscdk.emulator.app FOLDER IMAGE…`: synthesize the stack once for each image.

Write each to its own folder in FOLDER: in one process, a second one takes a tenth of the time. No
emulator builds the image or runs the CDK's own functions, which upload the site and empty buckets.
"""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from aws_cdk import App
from aws_cdk import aws_ecs as ecs

from awscdk.assembly import ROOT, assemble
from awscdk.emulator.images import tag
from awscdk.naming import application
from config.topology import WorkerFleet


def write(folder: Path, *, image: str) -> None:
    app = App(
        context=json.loads((ROOT / "cdk.json").read_text())["context"],
        outdir=str(folder / tag(image)),
    )
    chosen = application(os.environ)
    fleet = WorkerFleet[os.environ["WORKER_FLEET"]]
    assemble(
        app,
        application=replace(chosen, environment=replace(chosen.environment, worker_fleet=fleet)),
        image=ecs.ContainerImage.from_registry(image),
        site=None,
        empties_buckets=False,
    )
    app.synth()


if __name__ == "__main__":
    for each in sys.argv[2:]:
        write(Path(sys.argv[1]), image=each)
