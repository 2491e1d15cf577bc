"""The processes of the manifests on this machine, with stand-ins for the cluster.

Of Kubernetes only what the manifests say is here: commands, variables, probes and paths. The roles
of the ingress controller and of KEDA are taken by this module, by their documentation: "Ingress",
"Path types"; "Scaling Jobs", the strategy `default`.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from containers.engine.project import Project, Response, wait_until
from containers.kubernetes.manifests import named, pods, variables
from containers.monitoring.programs import free_port
from local.paths import BACKEND
from local.process import kill_with_parent

TOKEN = "token-of-the-simulated-cluster-" * 2


@dataclass(kw_only=True)
class SimulatedCluster(Project):
    """Requests go to the process that the Ingress names."""

    ports: dict[str, int] = field(default_factory=dict)
    deployments: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    jobs: dict[str, list[subprocess.Popen[bytes]]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        own = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "REDIS_URL")}
        return {
            **variables("minikube"),
            **own,
            "SECRET_KEY": TOKEN,
            "CELERY_METRICS_TOKEN": TOKEN,
            "EMAIL_URL": f"filemail://{self.folder}/mail",
            "MEDIA_ROOT": f"{self.folder}/media",
        }

    def run(self, *command: str) -> None:
        """Run a command of a Job or CronJob."""
        subprocess.run(
            [sys.executable, *command], cwd=BACKEND, env=self.environment, check=True, timeout=300
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
                jobs.append(self.start(name, pod=f"{name}-{len(jobs)}"))

    def stop(self) -> None:
        there = [*self.deployments.values(), *(job for jobs in self.jobs.values() for job in jobs)]
        for process in there:
            process.terminate()
        for process in there:
            process.wait(120)

    def _metric(self, metadata: dict[str, str]) -> float:
        # The name of the service is not resolved, but it has to be an allowed host.
        service, _, path = metadata["url"].removeprefix("http://").partition("/")
        address = f"http://127.0.0.1:{self.ports[service.split('.')[0]]}/{path}"
        headers = {"Host": service, "Authorization": f"Bearer {TOKEN}"}
        with urlopen(Request(address, headers=headers), timeout=5) as response:
            queue, field = metadata["valueLocation"].split(".")
            found = Response(status=200, headers=response.headers, body=response.read()).json()
            return float(found[queue][field])

    def _request(self, method: str, path: str, **options: Any) -> Response:
        self.port = self.ports[self.service_of(path.partition("?")[0])]
        return super()._request(method, path, **options)


@contextmanager
def running_cluster(folder: Path) -> Iterator[SimulatedCluster]:
    """Migrate, start the Deployments of the backend, and yield when they are ready."""
    cluster = SimulatedCluster(name="simulated", file="", folder=folder, port=0)
    (migration,) = pods()["migrate"]["containers"]
    cluster.run(*migration["command"][1:])
    try:
        for name in named("Deployment").keys() - {"frontend"}:
            cluster.deployments[name] = cluster.start(name)
        for name in cluster.ports:
            wait_until(lambda name=name: cluster.is_ready(name))  # type: ignore[misc] # bound now
        yield cluster
    except BaseException:
        for log in sorted(folder.glob("*.log")):
            print(shlex.quote(log.name), log.read_text()[-2000:], sep="\n")
        raise
    finally:
        cluster.stop()
