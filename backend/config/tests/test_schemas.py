"""What is generated from the models and views is committed, and current."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override

from config.schema import schema

FOLDER = settings.BACKEND / "schema"


def test_the_openapi_schema_is_current_and_without_a_warning() -> None:
    """Mend it with `make schema`."""
    written = StringIO()
    # Whatever the language of the request before was: it stays with the thread.
    with override("en"):
        call_command("spectacular", "--fail-on-warn", "--validate", stdout=written)
    assert (FOLDER / "openapi.yaml").read_text() == written.getvalue()


def test_the_graphql_schema_is_current() -> None:
    """Mend it with `make schema`."""
    assert (FOLDER / "schema.graphql").read_text() == str(schema)


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    """Mend it with `make migrations`."""
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
