import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import VARIABLES, InvalidEnvironmentError, read, template
from tests.production import pem, production_environment

BACKEND = Path(__file__).resolve().parents[2]
COMPLETE = {
    "SECRET_KEY": "k" * 50,
    "CELERY_METRICS_TOKEN": "t" * 50,
    "SITE_URL": "https://example.com/",
    "DATABASE_URL": "postgres://user:password@db:5432/app",
    "REDIS_URL": "redis://cache:6379/0",
    "EMAIL_URL": "smtp+tls://user:password@mail:587",
}


def check(environment: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py check` with these variables only."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", *options],
        cwd=BACKEND,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_read_converts_values_and_fills_in_defaults() -> None:
    values = read(
        COMPLETE
        | {
            "ALLOWED_HOSTS": "a.example, b.example",
            "LOG_LEVEL": "debug",
            "WORKER_TASKS": '{"spot": true}',
        }
    )

    assert values["SITE_URL"] == "https://example.com"
    assert values["ALLOWED_HOSTS"] == ["a.example", "b.example"]
    assert values["LOG_LEVEL"] == "DEBUG"
    assert values["WORKER_TASKS"] == {"spot": True}
    assert values["FULL_APP_NAME"] == "local"
    assert set(values) == {variable.name for variable in VARIABLES}


def test_read_names_all_missing_and_invalid_variables() -> None:
    given = {
        "SECRET_KEY": " ",
        "SITE_URL": "example.com",
        "LOG_LEVEL": "LOUD",
        "WORKER_TASKS": "[]",
    }
    with pytest.raises(InvalidEnvironmentError) as caught:
        read(given)

    assert [problem.split()[0].rstrip(":") for problem in caught.value.problems] == [
        "SECRET_KEY",
        "SITE_URL",
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_URL",
        "CELERY_METRICS_TOKEN",
        "WORKER_TASKS",
        "LOG_LEVEL",
    ]


def test_read_error_omits_an_invalid_secret() -> None:
    with pytest.raises(InvalidEnvironmentError) as caught:
        read(COMPLETE | {"DATABASE_URL": "hunter2"})
    assert "DATABASE_URL" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_process_exits_when_variables_are_missing() -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    done = check(environment)
    assert done.returncode == 1
    assert "SECRET_KEY is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_settings_pass_the_deployment_check() -> None:
    done = check(production_environment(), "--deploy", "--fail-level=WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"AWS_STORAGE_BUCKET_NAME": "", "CLOUDFRONT_KEY_ID": " ", "CLOUDFRONT_PRIVATE_KEY": ""},
            [
                "AWS_STORAGE_BUCKET_NAME is missing",
                "CLOUDFRONT_KEY_ID is missing",
                "CLOUDFRONT_PRIVATE_KEY is missing",
            ],
        ),
        ({"CLOUDFRONT_PRIVATE_KEY": "hunter2"}, ["CLOUDFRONT_PRIVATE_KEY: its value is not"]),
        (
            {"CLOUDFRONT_PRIVATE_KEY": pem().replace("M", "N")},
            ["CLOUDFRONT_PRIVATE_KEY: its value is not an RSA key"],
        ),
    ],
)
def test_production_settings_name_missing_variables(given: dict[str, str], said: list[str]) -> None:
    done = check(production_environment() | given)
    assert done.returncode == 1
    for line in said:
        assert line in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr


def test_production_settings_use_the_real_social_providers() -> None:
    done = check(production_environment() | {"SOCIAL_PROVIDER_URL": "http://127.0.0.1:9000"})
    assert done.returncode == 1
    assert "SOCIAL_PROVIDER_URL is for tests" in done.stderr


# sample: statements begin
def test_import_queue_without_a_worker_is_rejected() -> None:
    done = check(COMPLETE | {"PATH": os.environ["PATH"], "IMPORT_QUEUE": "import"})
    assert done.returncode == 1
    assert "IMPORT_QUEUE: 'import' is none of default, imports, heavy." in done.stderr


# sample: statements end


def test_env_template_is_current() -> None:
    """Update it with `make environment`."""
    assert (BACKEND.parent / ".env.template").read_text() == template()
