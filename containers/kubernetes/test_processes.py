"""The manifests' processes serve every path of the backend, and import from zero workers."""

import secrets
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from containers.engine.checks import CHASE
from containers.engine.project import wait_until
from containers.kubernetes.manifests import pods
from containers.kubernetes.simulated_cluster import SimulatedCluster, running_cluster

# The data of a former run may still be there.
HANDLE = f"alice_{secrets.token_hex(4)}"
SIGN_IN = {"email": f"{HANDLE}@example.com", "password": "of-the-simulated-cluster"}
CREATE_USER = (
    "from apps.accounts.models import User;"
    f"User.objects.create_user(handle={HANDLE!r}, **{SIGN_IN})"
)
WORKER = "worker-imports"
STATUSES = {
    "/api/health-check/": 200,
    "/api/ready/": 200,
    "/graphql/": 400,
    # To the sign-in page.
    "/admin/login/": 302,
    "/static/admin/css/base.css": 200,
    "/media/nothing.png": 404,
    "/mailbox/": 200,
    # A plain request where a socket is expected.
    "/ws/live/": 404,
    "/flower/": 302,
}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedCluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started


def status(cluster: SimulatedCluster, path: str) -> int:
    """Return the status without following a redirect, which is to the site's own port."""
    connection = HTTPConnection("127.0.0.1", cluster.ports[cluster.service_of(path)])
    connection.request("GET", path, headers={"Host": "localhost:8080"})
    return connection.getresponse().status


def test_every_path_of_the_backend_responds(cluster: SimulatedCluster) -> None:
    assert {path: status(cluster, path) for path in STATUSES} == STATUSES
    assert cluster.service_of("/") == cluster.service_of("/apiary/") == "frontend"


def test_import_starts_a_worker_which_leaves(cluster: SimulatedCluster) -> None:
    cluster.run("manage.py", "shell", "-c", CREATE_USER)
    cluster.sign_in(**SIGN_IN)
    cluster.scale_jobs()
    assert cluster.jobs[WORKER] == []

    content = CHASE + b"01/02/2026,01/02/2026,Shop,Food,Sale,-9.00,\n"
    response = cluster.upload("/api/statements/", name="chase.csv", content=content)
    assert response.status == 201, response.body
    statement = f"/api/statements/{response.json()['id']}/"

    def imported() -> bool:
        cluster.scale_jobs()
        return bool(cluster.get(statement).json()["status"] == "imported")

    began = time.monotonic()
    wait_until(imported)
    print(f"imported after {time.monotonic() - began:.1f} s")
    (worker,) = cluster.jobs[WORKER]
    assert worker.wait(timeout=120) == 0
    print(f"left after {time.monotonic() - began:.1f} s")
    cluster.scale_jobs()
    assert cluster.jobs[WORKER] == [worker]


def test_sweep_of_the_cron_job_succeeds(cluster: SimulatedCluster) -> None:
    (container,) = pods()["sweep"]["containers"]

    cluster.run(*container["command"][1:])
