"""The unmodified CDK command line, configured for the emulator."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from awscdk.emulator.images import tag
from awscdk.emulator.running import client_environment
from local.aws import Aws
from local.paths import BACKEND, HOME, NODE, PYTHON, ROOT

CLI = ROOT / "awscdk" / "node_modules" / ".bin" / "cdk"


@dataclass(frozen=True, kw_only=True)
class Cdk:
    aws: Aws
    inputs: dict[str, str]
    """Environment and application, by the names of `awscdk/naming.py`."""
    home: Path

    def synthesize(self, *images: str) -> None:
        """Synthesize for each image; other commands use the first until another is chosen."""
        self._run([str(PYTHON), "-m", "awscdk.emulator.app", str(self._assemblies), *images])
        self.select_image(images[0])

    def select_image(self, image: str) -> None:
        self._assembly.unlink(missing_ok=True)
        self._assembly.symlink_to(self._assemblies / tag(image))

    def __call__(self, command: str, *arguments: str) -> str:
        """Return the output. Raise CalledProcessError, which contains it."""
        return self._run([str(CLI), command, *arguments, *self._options])

    def deploy(self) -> str:
        return self._run([str(PYTHON), "-m", "awscdk.commands.deploy", str(CLI), *self._options])

    def restore(self, snapshot: str) -> str:
        return self._run(
            [str(PYTHON), "-m", "awscdk.commands.restore", snapshot, str(CLI), *self._options]
        )

    def destroy(self) -> str:
        return self._run([str(PYTHON), "-m", "awscdk.commands.destroy", str(CLI), *self._options])

    def deploy_account(self) -> str:
        """Deploy the account's stacks, which the bootstrap needs."""
        output = ["--output", str(self.home / "account"), "--no-notices", "--ci"]
        command = [str(CLI), "deploy", "--all", "--app", "awscdk/account.py", *output]
        return self._run([*command, "--require-approval", "never"], GITLAB_PROJECT="group/project")

    def bootstrap(self) -> str:
        return self._run([str(PYTHON), "-m", "awscdk.commands.bootstrap", str(CLI)])

    def prepare(self, **secrets: str) -> str:
        return self._run([str(PYTHON), "-m", "awscdk.commands.prepare"], **secrets)

    @property
    def _assemblies(self) -> Path:
        return self.home / "assemblies"

    @property
    def _assembly(self) -> Path:
        return self.home / "assembly"

    @property
    def _options(self) -> list[str]:
        return ["--app", str(self._assembly), "--no-notices", "--ci"]

    def _run(self, command: list[str], **secrets: str) -> str:
        finished = subprocess.run(
            command,
            cwd=ROOT,
            env={
                "PATH": f"{PYTHON.parent}:{NODE}:{os.environ['PATH']}",
                "HOME": str(self.home),
                "PYTHONPATH": f"{ROOT}:{BACKEND}",
                "CDK_DISABLE_CLI_TELEMETRY": "true",
                # `make test-awscdk` validates the same templates.
                "CDK_VALIDATION": "false",
                # Kept between runs, as unpacking the CDK takes as long as a synthesis.
                "JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(HOME / "jsii"),
                **client_environment(self.aws),
                **self.inputs,
                **secrets,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if finished.returncode:
            # pytest shows printed output beside the error.
            print(finished.stdout)
            finished.check_returncode()
        return finished.stdout
