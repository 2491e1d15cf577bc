"""From what the domain refuses to what a client is told."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from apps.core.graphql.refusals import bad_input, not_allowed, not_found
from apps.links.errors import InvalidError, RefusedError, UnknownError


@contextmanager
def refusals(unknown: str = "") -> Iterator[None]:
    """`unknown`: the sentence for what is not there."""
    try:
        yield
    except UnknownError as error:
        raise not_found(unknown or _("This is not there any more.")) from error
    except RefusedError as error:
        raise not_allowed(error.sentence) from error
    except InvalidError as error:
        raise bad_input(error.sentence, field=error.field) from error
