"""The manifests of kubernetes/ match the topology and the environment variables.

`make lint-kubernetes` renders and validates them.
"""

import json
import re
import subprocess
import sys

import pytest

from config.environment import VARIABLES, read
from config.security_headers import HEADERS, PAGE_POLICY
from config.topology import QUEUES, SERVICES, STOP_TIMEOUT_SECONDS
from containers.kubernetes.manifests import named, pods, variables
from containers.kubernetes.simulated_cluster import SimulatedCluster
from local.paths import BACKEND, ROOT

PAGE = ROOT / "documentation" / "kubernetes.md"
SECRETS = {each.name: each.example for each in VARIABLES if each.secret and each.default is None}
# Never the published example.
GIVEN = {**SECRETS, "SECRET_KEY": "given-in-the-secret-" * 4, "EMAIL_URL": "filemail:///tmp/mail"}


def paths(ingress: str) -> dict[str, tuple[str, int]]:
    (rule,) = named("Ingress")[ingress]["spec"]["rules"]
    return {
        each["path"]: (service["name"], service["port"]["number"])
        for each in rule["http"]["paths"]
        for service in [each["backend"]["service"]]
    }


def test_other_paths_reach_the_front_end() -> None:
    cluster = SimulatedCluster(url="http://localhost", folder=ROOT, stores={})

    assert cluster.service_of("/api/site/") == "web"
    assert cluster.service_of("/") == cluster.service_of("/apiary/") == "frontend"


def test_generated_manifests_are_current() -> None:
    command = [sys.executable, "-m", "local.kubernetes", "--fresh"]
    done = subprocess.run(
        command, cwd=ROOT, env={"PYTHONPATH": str(BACKEND)}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", sorted(pods()))
def test_pods_run_unprivileged(name: str) -> None:
    pod = pods()[name]
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["runAsUser"] > 0
    assert not pod["automountServiceAccountToken"]
    for container in pod["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
        }
        assert container["resources"]["limits"]["memory"]
        mounted = {mount["name"] for mount in container["volumeMounts"]}
        assert mounted >= {volume["name"] for volume in pod.get("volumes", [])}


def test_every_process_has_a_workload() -> None:
    workloads = named("Deployment").keys() | named("ScaledJob").keys()
    assert workloads == {each.name for each in SERVICES} | {"frontend"}
    assert named("ScaledJob").keys() == {
        f"worker-{queue.name}" for queue in QUEUES if queue.minimum == 0
    }


def test_processes_stop_as_on_aws() -> None:
    for entry in SERVICES:
        assert pods()[entry.name]["terminationGracePeriodSeconds"] == STOP_TIMEOUT_SECONDS


def test_paths_are_those_of_the_topology() -> None:
    assert paths("backend") == {
        f"/{path}": (each.name, each.port)
        for each in SERVICES
        for path in each.paths + each.local_paths
    }
    assert paths("frontend") == {"/": ("frontend", 9000)}
    assert paths("uploads") == {"/api/statements/": ("web", 8000)}  # sample: statements


def test_pages_have_the_security_headers() -> None:
    (container,) = pods()["frontend"]["containers"]
    (given,) = (each["value"] for each in container["env"] if each["name"] == "PAGE_HEADERS")
    assert json.loads(given) == {**HEADERS, "Content-Security-Policy": PAGE_POLICY}


@pytest.mark.parametrize("overlay", ["minikube", "cluster"])
def test_environment_is_complete(overlay: str) -> None:
    given = variables(overlay)
    assert given.keys() <= {each.name for each in VARIABLES if not each.secret}
    read({**given, **SECRETS})


@pytest.mark.parametrize("overlay", ["minikube", "cluster"])
def test_keda_may_request_the_demand(overlay: str) -> None:
    urls = {
        trigger["metadata"]["url"]
        for kind in ("ScaledJob", "ScaledObject")
        for each in named(kind).values()
        for trigger in each["spec"]["triggers"]
    }
    (host,) = {re.sub(r"http://([^:/]+).*", r"\1", url) for url in urls}
    assert host in variables(overlay)["ALLOWED_HOSTS"].split(",")


@pytest.mark.parametrize(
    ("overlay", "is_public"), [("minikube", False), ("cluster", True)], ids=["minikube", "cluster"]
)
def test_settings_load_with_the_manifests(overlay: str, is_public: bool) -> None:
    code = (
        "from config.settings import kubernetes as s;"
        "print(s.SESSION_COOKIE_SECURE, s.MAILBOX is None, s.SCALING.start)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BACKEND,
        env={**variables(overlay), **GIVEN, "WORKER_START": "worker-heavy-x7f2k"},
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert done.stdout.split() == [str(is_public), str(is_public), "worker-heavy-x7f2k"]


def test_page_sets_every_required_secret() -> None:
    text = PAGE.read_text()
    for name in SECRETS:
        assert text.count(f"--from-literal={name}=") == 2, name
