"""compose.production.yaml: the production images on one machine."""

from subprocess import CalledProcessError

import pytest

from containers.engine import checks, projects
from containers.engine.project import Project

OPERATOR = {"email": "operator@example.com", "password": "operator-of-the-tests"}
MAX_MEGABYTES_OVER_BASE_IMAGE = 250


@pytest.fixture(scope="module", autouse=True)
def _operator(production: Project) -> None:
    projects.create_operator(production, **OPERATOR)


def test_no_process_runs_as_root(production: Project) -> None:
    checks.no_process_runs_as_root(production)


def test_page_is_rendered_with_security_headers(production: Project) -> None:
    page = production.get("/")

    assert b"<h1" in page.body
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert production.get("/nothing/here").status == 404


def test_demo_is_disabled(production: Project) -> None:
    assert production.get("/api/site/").json()["demo"] is None


@pytest.mark.parametrize("service", ["web", "websocket", "workers", "beat", "flower", "frontend"])
def test_process_cannot_write_to_its_image(production: Project, service: str) -> None:
    with pytest.raises(CalledProcessError, match="exit status 1"):
        production.compose("exec", "--no-TTY", service, "touch", "/x")


# sample: statements begin
def test_upload_is_imported_once_when_worker_is_killed(production: Project) -> None:
    production.sign_in(**OPERATOR)

    checks.upload_is_imported_once_when_worker_is_killed(production)


# sample: statements end


def test_email_is_delivered(production: Project) -> None:
    checks.email_is_delivered(production, email=OPERATOR["email"])


def test_image_is_small_and_has_no_compiler(production: Project) -> None:
    sizes = {
        image: int(production.docker("image", "inspect", "--format", "{{.Size}}", image))
        for image in ("application-backend", "python:3.13-slim")
    }

    size = sizes["application-backend"] - sizes["python:3.13-slim"]
    assert size < MAX_MEGABYTES_OVER_BASE_IMAGE * 1e6
    for program in ("gcc", "cc", "make"):
        with pytest.raises(CalledProcessError):
            production.compose("exec", "--no-TTY", "web", "which", program)
