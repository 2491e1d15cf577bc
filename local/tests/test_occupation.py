import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from local.occupation import note_process, occupy


def test_one_application_a_checkout(tmp_path: Path) -> None:
    with occupy(tmp_path, "http://localhost:1"):
        code = "import sys; from pathlib import Path; from local.occupation import occupy\n"
        code += "with occupy(Path(sys.argv[1]), 'second'): pass"
        second = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
        )
    assert second.returncode == 1
    assert "http://localhost:1" in second.stderr
    with occupy(tmp_path, "http://localhost:2"):
        assert "http://localhost:2" in (tmp_path / "lock").read_text()


def test_what_a_killed_start_left_is_ended(tmp_path: Path) -> None:
    orphan = subprocess.Popen(["sleep", "60"], start_new_session=True)
    note_process(tmp_path, orphan.pid)

    with occupy(tmp_path, "http://localhost:1"):
        assert not psutil.pid_exists(orphan.pid)


def test_a_process_that_only_has_the_same_number_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = subprocess.Popen(["sleep", "60"], start_new_session=True)
    note_process(tmp_path, stranger.pid)
    (tmp_path / "processes.json").write_text(f'{{"{stranger.pid}": 1.0}}')

    with occupy(tmp_path, "http://localhost:1"):
        assert psutil.pid_exists(stranger.pid)
    stranger.kill()
    stranger.wait()
