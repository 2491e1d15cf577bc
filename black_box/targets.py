"""The targets: each is started with empty data, and stopped and deleted afterwards."""

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psutil

from awscdk.emulator.stores import running_stores
from black_box.emulated_aws import running_environment
from black_box.site import Site, wait_until
from black_box.target import STOP_TIMEOUT_SECONDS, NotAvailableError, Target
from config.topology import SERVICES
from containers.engine import projects
from containers.engine.project import Project, running_project
from containers.kubernetes.simulated_cluster import running_cluster
from local.paths import PYTHON, ROOT
from local.state import free_port

# Of the demo, which `make up` and compose.yaml create.
DEMO = {"email": "operator@example.com", "password": "operator-of-the-application"}
OPERATOR = {"email": "operator@example.com", "password": "operator-of-the-tests"}
CREATE_OPERATOR = (
    "from apps.accounts.models import User;"
    f"User.objects.create_superuser(handle='operator', **{OPERATOR!r})"
)
Start = Callable[[Path], AbstractContextManager[Target]]
START_TIMEOUT_SECONDS = 180
POLL_SECONDS = 1


@contextmanager
def make_up(folder: Path) -> Iterator[Target]:
    """Run what `make up` runs, with a folder of its own for the data."""
    port = free_port()
    with (folder / "make-up.log").open("wb") as log:
        process = subprocess.Popen(
            [PYTHON, "-m", "local.up", str(port), str(folder / "home")],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    site = Site(url=f"http://localhost:{port}")

    def stop() -> None:
        started = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        assert process.wait(STOP_TIMEOUT_SECONDS) == 0
        assert psutil.wait_procs(started, timeout=5)[1] == []

    try:
        wait_until(
            lambda: "Ctrl-C" in (folder / "make-up.log").read_text() or process.poll() is not None,
            seconds=START_TIMEOUT_SECONDS,
        )
        yield Target(site=site, **DEMO, stop=stop)
    except BaseException:
        print((folder / "make-up.log").read_text()[-4000:])
        raise
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(STOP_TIMEOUT_SECONDS)


def _compose(make: Callable[[Path], Project], operator: dict[str, str]) -> Start:
    @contextmanager
    def start(folder: Path) -> Iterator[Target]:
        _require_engine()
        project = make(folder)
        with running_project(project):
            if operator is OPERATOR:
                projects.create_operator(project, **OPERATOR)
            yield Target(site=project, **operator, stop=lambda: _stop_containers(project))

    return start


def _require_engine() -> None:
    command = ["docker", "info", "--format", "{{.ServerVersion}}"]
    if not shutil.which("docker") or subprocess.run(command, capture_output=True).returncode:
        raise NotAvailableError("no container engine: `docker info` failed")


def _stop_containers(project: Project) -> None:
    """Stop every container; code 137 means that it was killed."""
    project.compose("stop", "--timeout", "20")
    ids = project.compose("ps", "--all", "--quiet").split()
    described = project.docker("inspect", "--format", "{{.Name}} {{.State.ExitCode}}", *ids)
    codes = dict(line.split() for line in described.splitlines())
    assert len(codes) == len(ids)
    assert not [name for name, code in codes.items() if code == "137"], codes


@contextmanager
def kubernetes(folder: Path) -> Iterator[Target]:
    """Run the processes of the manifests; a thread polls as KEDA does."""
    with running_stores(folder / "stores") as stores, running_cluster(folder, stores) as cluster:
        cluster.run("manage.py", "shell", "-c", CREATE_OPERATOR)
        over = threading.Event()

        def poll() -> None:
            while not over.wait(POLL_SECONDS):
                cluster.scale_jobs()

        keda = threading.Thread(target=poll)
        keda.start()

        def stop() -> None:
            over.set()
            keda.join()
            codes = cluster.stop()
            # 143: ended by the signal, without a handler. 137: killed.
            assert {*codes.values()} <= {0, -signal.SIGTERM}, codes

        try:
            yield Target(
                site=cluster,
                **OPERATOR,
                stop=stop,
                without_pages="pages: the manifests' front end is an image, the rest are processes",
            )
        finally:
            over.set()
            keda.join()


@contextmanager
def emulated_aws(folder: Path) -> Iterator[Target]:
    """Deploy staging, whose workers are standalone tasks, on the emulator."""
    with running_environment(CREATE_OPERATOR) as site:

        def stop() -> None:
            tasks = site.tasks()
            assert len(tasks) >= len([entry for entry in SERVICES if entry.port])
            for each in tasks:
                each.terminate()
            assert psutil.wait_procs(tasks, timeout=STOP_TIMEOUT_SECONDS)[1] == []

        yield Target(site=site, **OPERATOR, stop=stop)


def given(url: str) -> Target:
    """Return an application that runs already; its operator is read from the environment."""
    return Target(
        site=Site(url=url.rstrip("/")),
        email=os.environ["OPERATOR_EMAIL"],
        password=os.environ["OPERATOR_PASSWORD"],
    )


STARTED: dict[str, Start] = {
    "make-up": make_up,
    "compose": _compose(projects.development, DEMO),
    "compose-production": _compose(projects.production, OPERATOR),
    "kubernetes": kubernetes,
    "emulated-aws": emulated_aws,
}
