import subprocess
import sys
from pathlib import Path

import pytest

from local.paths import ROOT


@pytest.mark.parametrize(
    ("answer", "is_deleted"),
    [("y\n", True), ("yes\n", True), ("\n", False), ("n\n", False), ("", False)],
)
def test_reset_requires_a_yes(tmp_path: Path, answer: str, is_deleted: bool) -> None:
    home = tmp_path / "home"
    home.mkdir()
    code = "import sys; from pathlib import Path; from local import reset\n"
    code += "reset.HOME = Path(sys.argv.pop()); reset.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, str(home)],
        cwd=ROOT,
        input=answer,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert ("Deleted." in done.stdout) is is_deleted
    assert home.exists() is not is_deleted
