"""`cdk deploy --app "python -m awscdk.emulator.app"`: the application's stack as it goes to AWS.

Without what no emulator does: build the image (`--context image=…` names one), and run the CDK's
own functions, which upload the site and empty buckets.
"""

import os

from aws_cdk import App
from aws_cdk import aws_ecs as ecs

from awscdk.assembly import assemble
from awscdk.naming import application

if __name__ == "__main__":
    app = App()
    assemble(
        app,
        application=application(os.environ),
        image=ecs.ContainerImage.from_registry(app.node.get_context("image")),
        site=None,
        empties_buckets=False,
    )
    app.synth()
