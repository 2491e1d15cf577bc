"""Both compose files as projects of tests."""

import secrets
from pathlib import Path

from containers.engine.project import Project
from local.state import free_port


def development(folder: Path) -> Project:
    return Project(
        name="application-test-development", file="compose.yaml", folder=folder, port=free_port()
    )


def production(folder: Path) -> Project:
    return Project(
        name="application-test-production",
        file="compose.production.yaml",
        folder=folder,
        port=free_port(),
        variables={
            "SECRET_KEY": secrets.token_hex(32),
            "CELERY_METRICS_TOKEN": secrets.token_hex(32),
        },
    )


def create_operator(project: Project, *, email: str, password: str) -> None:
    project.compose(
        "exec",
        "--no-TTY",
        "--env",
        f"DJANGO_SUPERUSER_PASSWORD={password}",
        "web",
        *("python", "manage.py", "createsuperuser", "--noinput"),
        *(f"--email={email}", "--handle=operator"),
    )
