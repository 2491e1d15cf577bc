"""Freshness of the committed schemas."""

from io import StringIO

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override

from config.schema import schema

FOLDER = settings.BACKEND / "schema"


def test_openapi_schema_is_current_and_without_warnings() -> None:
    """Mend it with `make schema`."""
    written = StringIO()
    # Whatever the language of the request before was: it stays with the thread.
    with override("en"):
        call_command("spectacular", "--fail-on-warn", "--validate", stdout=written)
    assert (FOLDER / "openapi.yaml").read_text() == written.getvalue()


def test_each_operation_has_a_summary_of_its_own() -> None:
    paths = yaml.safe_load((FOLDER / "openapi.yaml").read_text())["paths"]
    summaries = [each["summary"] for path in paths.values() for each in path.values()]
    repeated = {each for each in summaries if summaries.count(each) > 1}
    # Two methods of a view share its description.
    assert repeated <= {"Sign in and out of a browser", "Retry or discard a dead letter"}


def test_graphql_schema_is_current() -> None:
    """Mend it with `make schema`."""
    assert (FOLDER / "schema.graphql").read_text() == str(schema)


@pytest.mark.django_db
def test_every_model_change_has_a_migration() -> None:
    """Mend it with `make migrations`."""
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
