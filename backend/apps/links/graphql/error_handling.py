"""Translation of the domain's errors into GraphQL errors."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from apps.core.graphql.errors import bad_input, forbidden, not_found
from apps.links.errors import ForbiddenError, InvalidInputError, NotFoundError


@contextmanager
def translate_errors(*, not_found_message: str = "") -> Iterator[None]:
    try:
        yield
    except NotFoundError as error:
        raise not_found(not_found_message or _("This no longer exists.")) from error
    except ForbiddenError as error:
        raise forbidden(error.message) from error
    except InvalidInputError as error:
        raise bad_input(error.message, field=error.field) from error
