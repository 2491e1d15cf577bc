"""The production images on one machine."""

from subprocess import CalledProcessError

import pytest

from containers.engine import checks
from containers.engine.project import Project

OPERATOR = {"email": "operator@example.com", "password": "operator-of-the-tests"}
MEGABYTES_OVER_ITS_BASE = 250


@pytest.fixture(scope="module", autouse=True)
def _operator(production: Project) -> None:
    production.compose(
        "exec",
        "--no-TTY",
        "--env",
        f"DJANGO_SUPERUSER_PASSWORD={OPERATOR['password']}",
        "web",
        *("python", "manage.py", "createsuperuser", "--noinput"),
        *(f"--email={OPERATOR['email']}", "--handle=operator"),
    )


def test_every_path_is_answered(production: Project) -> None:
    checks.every_path_is_answered(production)


def test_nobody_is_root(production: Project) -> None:
    checks.nobody_is_root(production)


def test_pages_are_rendered_with_their_headers(production: Project) -> None:
    page = production.get("/")

    assert b"<h1" in page.body
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert production.get("/nothing/here").status == 404


def test_there_is_no_demo(production: Project) -> None:
    assert production.get("/api/site/").json()["demo"] is None


@pytest.mark.parametrize("service", ["web", "websocket", "workers", "beat", "flower", "frontend"])
def test_no_process_can_change_what_it_runs(production: Project, service: str) -> None:
    with pytest.raises(CalledProcessError, match="exit status 1"):
        production.compose("exec", "--no-TTY", service, "touch", "/x")


def test_an_upload_survives_the_death_of_its_worker(production: Project) -> None:
    production.sign_in(**OPERATOR)

    checks.an_upload_survives_the_death_of_its_worker(production)


def test_the_image_is_small_and_has_no_compiler(production: Project) -> None:
    sizes = {
        image: int(production.docker("image", "inspect", "--format", "{{.Size}}", image))
        for image in ("tally-backend", "python:3.13-slim")
    }

    assert sizes["tally-backend"] - sizes["python:3.13-slim"] < MEGABYTES_OVER_ITS_BASE * 1e6
    for program in ("gcc", "cc", "make"):
        with pytest.raises(CalledProcessError):
            production.compose("exec", "--no-TTY", "web", "which", program)


def test_it_stops_when_it_is_told_to(production: Project) -> None:
    checks.it_stops_when_it_is_told_to(production)
