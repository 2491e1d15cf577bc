"""API errors of domain exceptions that several endpoints share."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ErrorDetail, NotFound, ValidationError

from apps.statements.categorization.own_categories import (
    MAX_CATEGORIES,
    NameTakenError,
    SameCategoryError,
    TooManyCategoriesError,
    UnknownCategoryError,
)
from apps.statements.categorization.rule_changes import (
    MAX_RULES,
    DuplicateRuleError,
    TooManyRulesError,
    UnknownRuleError,
)


class TooManyCategoriesApiError(ValidationError):
    def __init__(self, field: str = "category") -> None:
        message = _("You have reached the limit of %(most)s categories. Merge some of them first.")
        super().__init__({field: message % {"most": MAX_CATEGORIES}})


class NameTakenApiError(ValidationError):
    def __init__(self) -> None:
        super().__init__({"name": ErrorDetail(_("Another category has this name."), "taken")})


class UnknownCategoryApiError(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This category no longer exists."))


class SameCategoryApiError(ValidationError):
    def __init__(self) -> None:
        super().__init__({"into": _("Choose another category.")})


class TooManyRulesApiError(ValidationError):
    def __init__(self) -> None:
        message = _("You have reached the limit of %(most)s rules. Delete one first.")
        super().__init__({"text": message % {"most": MAX_RULES}})


class DuplicateRuleApiError(ValidationError):
    def __init__(self) -> None:
        super().__init__({"text": _("Another rule has the same conditions.")})


class UnknownRuleApiError(ValidationError):
    def __init__(self) -> None:
        super().__init__({"before": _("This rule no longer exists.")})


API_ERRORS: dict[type[Exception], type[APIException]] = {
    TooManyCategoriesError: TooManyCategoriesApiError,
    NameTakenError: NameTakenApiError,
    UnknownCategoryError: UnknownCategoryApiError,
    SameCategoryError: SameCategoryApiError,
    TooManyRulesError: TooManyRulesApiError,
    DuplicateRuleError: DuplicateRuleApiError,
    UnknownRuleError: UnknownRuleApiError,
}
