"""The processes of the manifests on this machine, with stand-ins for the cluster.

Of Kubernetes only what the manifests say is here: commands, variables, probes and paths. The roles
of the ingress controller and of KEDA are taken by this module, by their documentation: "Ingress",
"Path types"; "Scaling Jobs", the strategy `default`.
"""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from math import ceil
from pathlib import Path
from urllib.request import Request, urlopen

from black_box.site import Site, wait_until
from containers.kubernetes.manifests import named, pods, variables
from containers.monitoring.programs import free_port
from local.paths import BACKEND
from local.process import kill_with_parent

# On a machine with other load.
START_TIMEOUT_SECONDS = 300
JOB_TIMEOUT_SECONDS = 900
TOKEN = "token-of-the-simulated-cluster-" * 2


@dataclass(kw_only=True)
class SimulatedCluster(Site):
    """Requests go to the process that the Ingress names."""

    folder: Path
    stores: Mapping[str, str]
    """The URLs of Postgres and Valkey, by the backend's variables."""
    ports: dict[str, int] = field(default_factory=dict)
    deployments: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    jobs: dict[str, list[subprocess.Popen[bytes]]] = field(default_factory=dict)
    # The kernel ends a process with the thread that has started it.
    _starter: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1))

    @property
    def environment(self) -> dict[str, str]:
        return {
            **variables("minikube"),
            "PATH": os.environ["PATH"],
            **self.stores,
            "SECRET_KEY": TOKEN,
            "CELERY_METRICS_TOKEN": TOKEN,
            "EMAIL_URL": f"filemail://{self.folder}/mail",
            "MEDIA_ROOT": f"{self.folder}/media",
        }

    def run_job(self, name: str) -> None:
        """Run the command of a Job or CronJob."""
        (container,) = pods()[name]["containers"]
        self.run(*container["command"][1:])

    def run(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, *command],
            cwd=BACKEND,
            env=self.environment,
            check=True,
            timeout=JOB_TIMEOUT_SECONDS,
        )

    def start(self, name: str, *, pod: str = "") -> subprocess.Popen[bytes]:
        """Start the container of a pod; `pod`: its name, for the variables that it reads."""
        (container,) = pods()[name]["containers"]
        given = {
            each["name"]: pod
            for each in container.get("env", [])
            if each["valueFrom"] == {"fieldRef": {"fieldPath": "metadata.name"}}
        }
        words = container["command"]
        for port in container.get("ports", []):
            self.ports[name] = free_port()
            old, new = str(port["containerPort"]), str(self.ports[name])
            words = [word.replace("0.0.0.0", "127.0.0.1").replace(old, new) for word in words]  # noqa: S104
        program = words[1:] if words[0] == "python" else ["-m", *words]
        with (self.folder / f"{pod or name}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, *program],
                cwd=BACKEND,
                env={**self.environment, **given},
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=kill_with_parent(),
            )

    def is_ready(self, name: str) -> bool:
        """Request the readiness probe of the pod, by its address."""
        (container,) = pods()[name]["containers"]
        path = container["readinessProbe"]["httpGet"]["path"]
        with urlopen(f"http://127.0.0.1:{self.ports[name]}{path}", timeout=5) as response:
            return bool(response.status == 200)

    def service_of(self, path: str) -> str:
        """Return the service of the Ingress: an exact path, or the longest prefix of segments."""
        found: list[tuple[bool, int, str]] = []
        for ingress in named("Ingress").values():
            for rule in ingress["spec"]["rules"][0]["http"]["paths"]:
                segments = rule["path"].strip("/").split("/")
                is_exact = rule["pathType"] == "Exact"
                here = path.strip("/").split("/")[: len(segments)] == segments
                if path == rule["path"] if is_exact else here or rule["path"] == "/":
                    service = rule["backend"]["service"]["name"]
                    found.append((is_exact, len(rule["path"]), service))
        return max(found)[2]

    def scale_jobs(self) -> None:
        """Poll as KEDA does, and start the jobs that are missing."""
        for name, scaled in named("ScaledJob").items():
            spec = scaled["spec"]
            (trigger,) = spec["triggers"]
            assert spec["scalingStrategy"] == {"strategy": "default"}
            jobs = self.jobs.setdefault(name, [])
            running = sum(job.poll() is None for job in jobs)
            wanted = ceil(
                self._metric(trigger["metadata"]) / int(trigger["metadata"]["targetValue"])
            )
            for _ in range(min(wanted, spec["maxReplicaCount"]) - running):
                started = self._starter.submit(self.start, name, pod=f"{name}-{len(jobs)}")
                jobs.append(started.result())

    def stop(self) -> dict[str, int]:
        """Send SIGTERM to every process, and return {pod: its exit code}."""
        there = dict(self.deployments)
        for name, jobs in self.jobs.items():
            there |= {f"{name}-{number}": job for number, job in enumerate(jobs)}
        for process in there.values():
            process.terminate()
        return {name: process.wait(120) for name, process in there.items()}

    def _metric(self, metadata: dict[str, str]) -> float:
        # The name of the service is not resolved, but it has to be an allowed host.
        service, _, path = metadata["url"].removeprefix("http://").partition("/")
        address = f"http://127.0.0.1:{self.ports[service.split('.')[0]]}/{path}"
        headers = {"Host": service, "Authorization": f"Bearer {TOKEN}"}
        with urlopen(Request(address, headers=headers), timeout=5) as response:
            queue, field = metadata["valueLocation"].split(".")
            return float(json.load(response)[queue][field])

    def address(self, path: str) -> tuple[str, int]:
        return "127.0.0.1", self.ports[self.service_of(path.partition("?")[0])]


@contextmanager
def running_cluster(folder: Path, stores: Mapping[str, str]) -> Iterator[SimulatedCluster]:
    """Migrate, start the Deployments of the backend, sweep once, and yield."""
    cluster = SimulatedCluster(url="http://localhost:8080", folder=folder, stores=stores)
    cluster.run_job("migrate")
    try:
        for name in named("Deployment").keys() - {"frontend"}:
            cluster.deployments[name] = cluster.start(name)
        for name in cluster.ports:
            wait_until(partial(cluster.is_ready, name), seconds=START_TIMEOUT_SECONDS)
        cluster.run_job("sweep")
        yield cluster
    except BaseException:
        for log in sorted(folder.glob("*.log")):
            print(shlex.quote(log.name), log.read_text()[-2000:], sep="\n")
        raise
    finally:
        cluster.stop()
