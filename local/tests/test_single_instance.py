import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from local.single_instance import record_process, single_instance


def test_second_application_is_rejected(tmp_path: Path) -> None:
    with single_instance(tmp_path, "http://localhost:1"):
        code = "import sys; from pathlib import Path; from local import single_instance\n"
        code += "with single_instance.single_instance(Path(sys.argv[1]), 'second'): pass"
        second = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
        )
    assert second.returncode == 1
    assert "http://localhost:1" in second.stderr
    with single_instance(tmp_path, "http://localhost:2"):
        assert "http://localhost:2" in (tmp_path / "lock").read_text()


def test_leftover_processes_are_ended(tmp_path: Path) -> None:
    orphan = subprocess.Popen(["sleep", "60"], start_new_session=True)
    record_process(tmp_path, orphan.pid)

    with single_instance(tmp_path, "http://localhost:1"):
        assert not psutil.pid_exists(orphan.pid)


def test_reused_process_id_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = subprocess.Popen(["sleep", "60"], start_new_session=True)
    record_process(tmp_path, stranger.pid)
    (tmp_path / "processes.json").write_text(f'{{"{stranger.pid}": 1.0}}')

    with single_instance(tmp_path, "http://localhost:1"):
        assert psutil.pid_exists(stranger.pid)
    stranger.kill()
    stranger.wait()
