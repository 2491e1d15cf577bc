"""The built wheel of celery-scale-to-zero in two other projects: one without Django, one with.

Each starts as its own tool creates it, and gets at most 15 lines. Their workers are `celery worker`
processes of an environment of their own, on a real Valkey.
"""

import difflib
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from local.install import BUILD_REQUIREMENTS, REQUIREMENTS, pip_settings
from local.paths import PYTHON, SCALING_PACKAGE, VENV
from local.process import kill_with_parent
from tests.end_to_end.valkey_process import ValkeyProcess

pytestmark = pytest.mark.nightly

UV = VENV / "bin" / "uv"
MAX_CHANGED_LINES = 15
MANY_TASKS = 100
PATIENCE_SECONDS = 120

PLAIN = """\
import os
from pathlib import Path

from celery import Celery

app = Celery("project", broker=os.environ["BROKER_URL"])
app.conf.task_default_queue = "heavy"


@app.task
def write(path):
    Path(path).write_text("done")
"""
# Times are short, so that a killed worker is noticed within seconds.
SETUP = """\
HEAVY = ScaledQueue(name="heavy", minimum=0, maximum=2, concurrency=1)
FLEET = "celery_scale_to_zero.fleets.local.LocalFleet"
app.conf.broker_transport_options = {"visibility_timeout": 4}
scale_to_zero(app, Scaling(queues=(HEAVY,), fleet=FLEET, token="secret", grace=2, idle_seconds=2))
"""
IMPORTS = """\
from celery_scale_to_zero.application import scale_to_zero
from celery_scale_to_zero.configuration import ScaledQueue, Scaling
"""
DJANGO_CELERY = f"""\
import os
from celery import Celery
{IMPORTS}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")
app = Celery("mysite", broker=os.environ["BROKER_URL"], task_default_queue="heavy")
{SETUP}
app.autodiscover_tasks(["mysite"])
"""
# Of the project itself.
DJANGO_TASKS = """\
from pathlib import Path

from celery import shared_task


@shared_task
def write(path):
    Path(path).write_text("done")
"""
REQUEST_SWEEP = """
from django.test import Client
def post(token):
    body = {"celery_metrics_token": token}
    client = Client(headers={"host": "localhost"})
    return client.post("/api/celery-metrics/", body, "application/json")
print(post("wrong").status_code, post("secret").status_code, post("secret").json())
"""


class Project:
    """A project in a virtual environment of its own."""

    def __init__(self, folder: Path, *, app: str) -> None:
        self.folder = folder
        self.app = app
        self.python = folder.parent / f"venv-{folder.name}" / "bin" / "python"

    def install(self, *requirements: str) -> None:
        venv = str(self.python.parent.parent)
        constraints = self.folder.parent / "constraints.txt"
        # With the versions of this repository, without their hashes: a wheel has none.
        pinned = [line.split(" ")[0] for line in REQUIREMENTS.read_text().splitlines()]
        constraints.write_text("\n".join(line for line in pinned if "==" in line))
        run(UV, "venv", "--quiet", "--python", PYTHON, venv)
        options = ["--quiet", "--python", self.python, "--constraints", constraints]
        run(UV, "pip", "install", *options, *requirements)

    def files(self) -> dict[Path, str]:
        return {path: path.read_text() for path in sorted(self.folder.rglob("*.py"))}

    def run(self, *arguments: object, broker: str) -> str:
        return run(self.python, *arguments, folder=self.folder, environment={"BROKER_URL": broker})

    @contextmanager
    def local_fleet(self, *, broker: str) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(
            [self.python, "-m", "celery", "-A", self.app, "local-fleet", "--interval", "0.5"],
            cwd=self.folder,
            env=clean_environment() | {"BROKER_URL": broker},
            start_new_session=True,
            preexec_fn=kill_with_parent(),
        )
        yield process
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def clean_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}


def run(*command: object, folder: Path | None = None, environment: Mapping[str, str] = {}) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**clean_environment(), **pip_settings(), **environment},
        capture_output=True,
        text=True,
        preexec_fn=kill_with_parent(),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def changed_lines(before: Mapping[Path, str], after: Mapping[Path, str]) -> int:
    """Return the number of lines that were added or removed, without empty ones."""
    return sum(
        line[0] in "+-" and bool(line[1:].strip())
        for path in {*before, *after}
        for line in list(
            difflib.unified_diff(
                before.get(path, "").splitlines(), after.get(path, "").splitlines(), lineterm=""
            )
        )[2:]
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # The build writes beside the source.
    ignored = shutil.ignore_patterns("*.egg-info", "__pycache__", "build")
    shutil.copytree(SCALING_PACKAGE, folder / "source", ignore=ignored)
    build = [UV, "build", "--quiet", "--wheel", "--build-constraints", BUILD_REQUIREMENTS]
    run(*build, "--out-dir", folder, folder / "source")
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def plain(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a Celery project without Django, and without boto3."""
    project = Project(tmp_path_factory.mktemp("plain") / "project", app="project")
    project.folder.mkdir()
    (project.folder / "project.py").write_text(PLAIN)
    project.install(str(wheel), "pytest")
    before = project.files()
    head, tail = PLAIN.split("\n\napp = ", 1)
    name, tasks = tail.split("\n\n\n", 1)
    text = f"{head}\n{IMPORTS}\napp = {name}\n{SETUP}\n\n{tasks}"
    (project.folder / "project.py").write_text(text)
    assert changed_lines(before, project.files()) <= MAX_CHANGED_LINES
    return project


@pytest.fixture(scope="module")
def django(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return what `django-admin startproject` creates."""
    project = Project(tmp_path_factory.mktemp("django") / "mysite", app="mysite")
    project.folder.mkdir()
    project.install(f"{wheel}[django]")
    run(project.python, "-m", "django", "startproject", "mysite", ".", folder=project.folder)
    package = project.folder / "mysite"
    (package / "tasks.py").write_text(DJANGO_TASKS)
    before = project.files()
    (package / "celery.py").write_text(DJANGO_CELERY)
    (package / "__init__.py").write_text("from mysite.celery import app\n")
    urls = (package / "urls.py").read_text()
    urls = urls.replace(
        "urlpatterns = [",
        "from celery_scale_to_zero.django import celery_metrics\nurlpatterns = [\n"
        '    path("api/celery-metrics/", celery_metrics),',
    )
    (package / "urls.py").write_text(urls)
    assert changed_lines(before, project.files()) <= MAX_CHANGED_LINES
    return project


@pytest.fixture(params=["plain", "django"])
def project(request: pytest.FixtureRequest) -> Project:
    made: Project = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[ValkeyProcess]:
    valkey = ValkeyProcess(tmp_path)
    yield valkey
    valkey.kill()


def until(is_so: Callable[[], object]) -> None:
    deadline = monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert monotonic() < deadline
        sleep(0.1)


def test_packages_of_the_plain_project(plain: Project) -> None:
    listed = run(UV, "pip", "list", "--python", plain.python)
    names = {line.split()[0].lower() for line in listed.splitlines()[2:]}
    assert "celery-scale-to-zero" in names
    assert not names & {"django", "boto3"}


def test_task_published_without_a_worker_starts_one(
    project: Project, valkey: ValkeyProcess, tmp_path: Path
) -> None:
    task = {"project": "project", "mysite": "mysite.tasks"}[project.app]
    publish = f"import {project.app}; from {task} import write; write.delay({{!r}})"
    if project.app == "mysite":
        publish = f"import django; {publish}"
    for name in ("first", "second"):
        project.run("-c", publish.format(str(tmp_path / name)), broker=valkey.url)
        if name == "first":
            # Nothing is lost before the first fleet starts.
            assert valkey.client.llen("heavy") == 1
        with project.local_fleet(broker=valkey.url):
            until((tmp_path / name).exists)
    assert (valkey.client.llen("heavy"), valkey.client.hlen("unacked")) == (0, 0)


def test_every_fault_in_the_other_project(project: Project, valkey: ValkeyProcess) -> None:
    ended = threading.Event()

    def restart() -> None:
        while not ended.wait(0.1):
            if valkey.process.poll() is not None:
                valkey.start()

    restarting = threading.Thread(target=restart)
    restarting.start()
    try:
        command = ["-m", "celery", "-A", project.app, "inject-faults"]
        printed = project.run(*command, "--restarts", "--many", MANY_TASKS, broker=valkey.url)
    finally:
        ended.set()
        restarting.join()
    print(printed)
    assert "✗" not in printed
    assert printed.count("✓") >= 16


def test_sweep_of_the_plain_project(plain: Project, valkey: ValkeyProcess) -> None:
    sweep = ("-m", "celery", "-A", plain.app, "sweep")
    with pytest.raises(AssertionError, match="the fleet runs no workers of heavy"):
        plain.run(*sweep, broker=valkey.url)
    assert valkey.client.exists("scaling:swept")
    with plain.local_fleet(broker=valkey.url):
        until(lambda: valkey.client.exists("scaling:local:running"))
        plain.run(*sweep, broker=valkey.url)


def test_sweep_endpoint_of_the_django_project(django: Project, valkey: ValkeyProcess) -> None:
    with django.local_fleet(broker=valkey.url):
        until(lambda: valkey.client.exists("scaling:local:running"))
        printed = django.run("manage.py", "shell", "--command", REQUEST_SWEEP, broker=valkey.url)
    assert printed.splitlines()[-1] == "401 200 {'heavy': {'demand': 0, 'desired': 0}}"


def test_tests_of_the_package_without_django(
    plain: Project, wheel: Path, valkey: ValkeyProcess
) -> None:
    printed = run(
        *(plain.python, "-m", "pytest", "--quiet"),
        folder=wheel.parent / "source",
        environment={"REDIS_URL": valkey.url},
    )
    assert " passed" in printed
