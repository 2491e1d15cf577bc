"""`make test` on parts of our own: what is shown, measured and reported."""

import re
import subprocess
from pathlib import Path, PurePath

import psutil
import pytest

from local.paths import ROOT
from local.testing import changed, reports, running
from local.testing.__main__ import parse
from local.testing.budgets import PAGE, read_budgets
from local.testing.changed import blind_spots, changed_files
from local.testing.parts import ALL, LINTS, NIGHTLY
from local.testing.report import totals, write_report
from local.testing.reports import CaseResult, read_report
from local.testing.running import Run, run_parts

MAKEFILE = """
busy:
\t@python3 -c "import time; any(time.process_time() > 0.5 for _ in iter(int, 1))"
waiting:
\t@sleep 0.5
endless endless-too:
\t@sleep 300
failing:
\t@echo ".. FAILED is no failure here"; echo "FAILED test_upload.py::test_it"; exit 3
"""
REPORT = """<testsuites><testsuite>
<testcase classname="a" name="test_slow" time="2.5"/>
<testcase classname="a" name="test_bad" time="0.1"><failure message="no"/></testcase>
<testcase classname="a" name="test_off" time="0"><skipped/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]) -> dict[str, Run]:
    (tmp_path / "Makefile").write_text(MAKEFILE)
    monkeypatch.setattr(running, "ROOT", tmp_path)
    ended = run_parts(["busy", "waiting", "failing"], width=2, report=told.append)
    return {run.part: run for run in ended}


def test_run_parts_measures_cpu_and_wall_time_of_each(runs: dict[str, Run]) -> None:
    assert runs["busy"].cpu_seconds >= 0.5
    assert runs["waiting"].cpu_seconds < 0.3 < runs["waiting"].wall_seconds


def test_run_parts_names_the_first_failure_at_once(runs: dict[str, Run], told: list[str]) -> None:
    assert "failing FAILED: test_upload.py::test_it" in told
    assert [run.part for run in runs.values() if not run.succeeded] == ["failing"]
    assert runs["failing"].output.endswith("Error 3\n")


def test_run_parts_ends_what_runs_when_it_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Makefile").write_text(MAKEFILE)
    monkeypatch.setattr(running, "ROOT", tmp_path)
    parts = run_parts(["endless", "waiting", "endless-too"], width=2, report=lambda text: None)

    assert next(parts).part == "waiting"
    parts.close()

    assert not [each for each in psutil.Process().children() if "endless" in each.cmdline()]


def test_report_has_costs_warnings_and_failures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "REPORTS", tmp_path)
    (tmp_path / "test-backend.xml").write_text(REPORT)
    (tmp_path / "broken.xml").write_text("<testsuites>")
    ended = [_run("test-backend", cpu=31.0, succeeded=False), _run("secrets", cpu=2.0)]
    cases = {"test-backend": read_report("test-backend")}
    assert read_report("broken") == read_report("missing") == []

    report = write_report(runs=ended, cases=cases, wall_seconds=9, budgets={"test-backend": 20})

    assert "     2.5 s  test-backend  a::test_slow" in report
    assert "test-backend took 31 CPU seconds. Its budget" in report
    assert "  test-backend  a::test_bad" in report
    assert report.endswith("\n2 passed, 1 failed, 1 skipped")


def test_part_that_breaks_without_failed_tests_counts_as_failed() -> None:
    passed = CaseResult(part="test-backend", name="a", seconds=0, outcome="passed")
    ended = [_run("test-backend", cpu=1, succeeded=False)]
    assert totals(ended, {"test-backend": [passed]}) == "1 passed, 1 failed"


def test_parse_gives_all_parts_unless_some_are_named() -> None:
    assert parse([]) == ([*ALL], True)
    assert parse(["test-e2e", "lints", "--without-budgets"]) == (["test-e2e", *LINTS], False)
    with pytest.raises(SystemExit):
        parse(["tests"])


def test_every_part_is_a_target_with_a_budget() -> None:
    targets = {line.split(":")[0] for line in (ROOT / "Makefile").read_text().splitlines()}
    assert {*ALL, *NIGHTLY} <= targets
    assert read_budgets(PAGE.read_text()).keys() == {*ALL}


def test_budgets_only_fall() -> None:
    """Against every committed version of the page that this checkout has."""
    commits = _git("log", "--format=%H", "--max-count=50", "--", str(PAGE)).split()
    present = read_budgets(PAGE.read_text())
    for commit in commits:
        former = read_budgets(_git("show", f"{commit}:{PAGE.relative_to(ROOT)}"))
        risen = {part for part, budget in present.items() if budget > former.get(part, budget)}
        assert not risen, f"above {commit}"


def _run(part: str, *, cpu: float, succeeded: bool = True) -> Run:
    return Run(part=part, succeeded=succeeded, wall_seconds=1, cpu_seconds=cpu, output="")


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout


def test_changes_are_files_that_differ_and_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changed, "ROOT", tmp_path)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-C", str(tmp_path)]
    (tmp_path / "a b.py").touch()
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True)
    assert changed_files() == []

    (tmp_path / "a b.py").write_text("changed")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "ü.py").touch()
    assert changed_files() == [PurePath("a b.py"), PurePath("new/ü.py")]


@pytest.mark.parametrize(
    ("path", "commands"),
    [
        ("backend/apps/links/feeds.py", {"test-faults", "test-e2e", "lint"}),
        ("backend/schema/openapi.yaml", {"test-faults", "test-e2e", "test-backend", "lint"}),
        ("backend/config/topology.py", {"test-faults", "test-e2e", "test-awscdk", "lint"}),
        ("quasar/src/App.vue", {"test-e2e", "lint"}),
        ("e2e/journeys/admin.spec.ts", {"test-e2e", "lint"}),
        ("README.md", {"lint"}),
    ],
)
def test_blind_spots_are_listed(path: str, commands: set[str]) -> None:
    lines = " ".join(blind_spots([PurePath(path)]))
    assert {*re.findall(r"make ([a-z0-9-]+)", lines)} == commands
    assert ('ARGS="admin.spec.ts"' in lines) == (path == "e2e/journeys/admin.spec.ts")
