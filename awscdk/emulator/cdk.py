"""The CDK's command line, as it is, pointed at the emulator."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from local.aws import Aws
from local.checkout import BACKEND, NODE, PYTHON, ROOT

CLI = ROOT / "awscdk" / "node_modules" / ".bin" / "cdk"


@dataclass(frozen=True, kw_only=True)
class Cdk:
    aws: Aws
    inputs: dict[str, str]
    """Which environment of which application, by the names of `awscdk/naming.py`."""
    home: Path

    def synthesize(self, *, image: str) -> None:
        """What the other commands then take, until it is written anew."""
        app = f"{PYTHON} -m awscdk.emulator.app"
        output = ["--output", str(self._assembly)]
        self._run([str(CLI), "synth", "--quiet", "--app", app, *output, "-c", f"image={image}"])

    def __call__(self, command: str, *arguments: str) -> str:
        """What it said. Raises CalledProcessError, with what it said."""
        app = ["--app", str(self._assembly), "--no-notices", "--ci"]
        return self._run([str(CLI), command, *arguments, *app])

    def make_account(self) -> str:
        """What an account needs once, before it is bootstrapped."""
        output = ["--output", str(self.home / "account"), "--no-notices", "--ci"]
        command = [str(CLI), "deploy", "--app", "awscdk/account.py", *output]
        return self._run([*command, "--require-approval", "never"], GITLAB_PROJECT="group/project")

    def bootstrap(self) -> str:
        return self._run([str(PYTHON), "-m", "awscdk.bootstrap", str(CLI)])

    def prepare(self, **secrets: str) -> str:
        return self._run([str(PYTHON), "-m", "awscdk.prepare"], **secrets)

    @property
    def _assembly(self) -> Path:
        return self.home / self.inputs["ENVIRONMENT"]

    def _run(self, command: list[str], **secrets: str) -> str:
        finished = subprocess.run(
            command,
            cwd=ROOT,
            env={
                "PATH": f"{PYTHON.parent}:{NODE}:{os.environ['PATH']}",
                "HOME": str(self.home),
                "PYTHONPATH": f"{ROOT}:{BACKEND}",
                "CDK_DISABLE_CLI_TELEMETRY": "true",
                **self.aws.environment(),
                **self.inputs,
                **secrets,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if finished.returncode:
            # pytest shows what was printed beside the error.
            print(finished.stdout)
            finished.check_returncode()
        return finished.stdout
