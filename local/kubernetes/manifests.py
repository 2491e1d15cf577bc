"""The manifests of kubernetes/base/generated, from the topology.

Sources: Kubernetes API reference; KEDA documentation, "ScaledJob specification" and "Metrics API".
"""

from typing import Any

from config.topology import (
    QUEUES,
    SERVICES,
    STOP_TIMEOUT_SECONDS,
    TARGET_CPU_PERCENT,
    Queue,
    Service,
    worker,
)

Manifest = dict[str, Any]

# User of the backend's image.
USER = 10001
# ConfigMap and Secret of the variables, as in kubernetes/base.
VARIABLES, SECRETS = "variables", "secrets"
# With the namespace, as KEDA runs in another one.
METRICS_URL = "http://web.application.svc:8000/api/celery-metrics/"
POLL_SECONDS = 5
KEDA, NAME = "keda.sh/v1alpha1", "app.kubernetes.io/name"


def manifests() -> dict[str, list[Manifest]]:
    """Return {file name: its documents}."""
    always_on = [each for each in SERVICES if each.minimum]
    listening = [each for each in SERVICES if each.port]
    balanced = [each for each in listening if each.maximum > each.minimum]
    return {
        "deployments.yaml": [_deployment(each) for each in always_on],
        "services.yaml": [_service(each) for each in listening],
        "autoscaling.yaml": [*map(_autoscaler, balanced), *map(_disruption_budget, balanced)],
        "workers.yaml": [
            (_scaled_object if queue.minimum else _scaled_job)(worker(queue), queue)
            for queue in QUEUES
        ],
        "ingress.yaml": [_ingress(listening)],
    }


def _object(api: str, kind: str, name: str, spec: Manifest) -> Manifest:
    return {"apiVersion": api, "kind": kind, "metadata": {"name": name}, "spec": spec}


def _deployment(entry: Service) -> Manifest:
    labels = {NAME: entry.name}
    template = {"metadata": {"labels": labels}, "spec": _pod(entry)}
    spec: Manifest = {"selector": {"matchLabels": labels}, "template": template}
    # Otherwise an autoscaler sets the number, which each roll-out would reset.
    if entry.maximum == entry.minimum:
        spec["replicas"] = entry.minimum
    # Two schedulers would publish every task twice.
    if entry.name == "beat":
        spec["strategy"] = {"type": "Recreate"}
    return _object("apps/v1", "Deployment", entry.name, spec)


def _pod(entry: Service) -> Manifest:
    return {
        "automountServiceAccountToken": False,
        # Variables such as WEB_PORT, which nothing reads.
        "enableServiceLinks": False,
        "terminationGracePeriodSeconds": STOP_TIMEOUT_SECONDS,
        "securityContext": {
            "runAsNonRoot": True,
            **dict.fromkeys(("runAsUser", "runAsGroup", "fsGroup"), USER),
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "containers": [{**_container(entry), **_listening(entry)}],
        "volumes": [
            {"name": "tmp", "emptyDir": {}},
            {"name": "data", "persistentVolumeClaim": {"claimName": "data"}},
        ],
    }


def _container(entry: Service) -> Manifest:
    memory = f"{entry.memory}Mi"
    return {
        "name": entry.name,
        "image": "application-backend",
        "imagePullPolicy": "IfNotPresent",
        "command": entry.arguments(host="0.0.0.0", port=entry.port),  # noqa: S104 - of the pod
        "envFrom": [{"configMapRef": {"name": VARIABLES}}, {"secretRef": {"name": SECRETS}}],
        # No limit of the CPU: it would slow down a process on an idle node.
        "resources": {
            "requests": {"cpu": f"{entry.cpu * 1000 // 1024}m", "memory": memory},
            "limits": {"memory": memory},
        },
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
        },
        "volumeMounts": [
            {"name": "tmp", "mountPath": "/tmp"},  # noqa: S108 - of the container
            {"name": "data", "mountPath": "/data"},
        ],
    }


def _listening(entry: Service) -> Manifest:
    """Return the port, and probes of the path that the load balancer requests on AWS."""
    if entry.port is None:
        return {}
    request = {"httpGet": {"path": entry.health_check, "port": entry.port}, "timeoutSeconds": 5}
    return {
        "ports": [{"containerPort": entry.port}],
        "startupProbe": {**request, "periodSeconds": 2, "failureThreshold": 90},
        "readinessProbe": {**request, "periodSeconds": 15, "failureThreshold": 4},
        "livenessProbe": {**request, "periodSeconds": 15, "failureThreshold": 4},
        # Until no proxy sends it requests.
        "lifecycle": {"preStop": {"exec": {"command": ["sleep", "5"]}}},
    }


def _service(entry: Service) -> Manifest:
    spec = {"selector": {NAME: entry.name}, "ports": [{"port": entry.port}]}
    return _object("v1", "Service", entry.name, spec)


def _autoscaler(entry: Service) -> Manifest:
    target = {"type": "Utilization", "averageUtilization": TARGET_CPU_PERCENT}
    spec = {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": entry.name},
        "minReplicas": entry.minimum,
        "maxReplicas": entry.maximum,
        "metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": target}}],
    }
    return _object("autoscaling/v2", "HorizontalPodAutoscaler", entry.name, spec)


def _disruption_budget(entry: Service) -> Manifest:
    # Not `minAvailable`, with which the node of a single pod could not be drained.
    spec = {"maxUnavailable": 1, "selector": {"matchLabels": {NAME: entry.name}}}
    return _object("policy/v1", "PodDisruptionBudget", entry.name, spec)


def _scaled_object(entry: Service, queue: Queue) -> Manifest:
    target = {"name": entry.name}
    spec = {"scaleTargetRef": target, "minReplicaCount": queue.minimum, **_demand(queue)}
    return _object(KEDA, "ScaledObject", entry.name, spec)


def _scaled_job(entry: Service, queue: Queue) -> Manifest:
    pod = {**_pod(entry), "restartPolicy": "Never"}
    # With it the worker leaves by itself when its queue is empty.
    token = {"fieldRef": {"fieldPath": "metadata.name"}}
    pod["containers"][0]["env"] = [{"name": "WORKER_START", "valueFrom": token}]
    spec = {
        # KEDA starts another worker as long as there is demand.
        "jobTargetRef": {"backoffLimit": 0, "template": {"spec": pod}},
        "successfulJobsHistoryLimit": 1,
        "failedJobsHistoryLimit": 3,
        # Running workers keep their version.
        "rollout": {"strategy": "gradual"},
        # Subtracts all running workers, as the demand includes the tasks that they hold.
        "scalingStrategy": {"strategy": "default"},
        **_demand(queue),
    }
    return _object(KEDA, "ScaledJob", entry.name, spec)


def _demand(queue: Queue) -> Manifest:
    metadata = {
        "url": METRICS_URL,
        "valueLocation": f"{queue.name}.demand",
        "targetValue": str(queue.concurrency),
        "authMode": "bearer",
    }
    trigger = {
        "type": "metrics-api",
        "metadata": metadata,
        "authenticationRef": {"name": "metrics"},
    }
    return {
        "maxReplicaCount": queue.maximum,
        "pollingInterval": POLL_SECONDS,
        "triggers": [trigger],
    }


def _ingress(entries: list[Service]) -> Manifest:
    paths = [
        {
            "path": f"/{path}",
            "pathType": "Prefix",
            "backend": {"service": {"name": entry.name, "port": {"number": entry.port}}},
        }
        for entry in entries
        for path in entry.paths + entry.local_paths
    ]
    spec = {"ingressClassName": "nginx", "rules": [{"http": {"paths": paths}}]}
    return _object("networking.k8s.io/v1", "Ingress", "backend", spec)
