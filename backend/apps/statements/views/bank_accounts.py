from http import HTTPStatus
from typing import cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import User
from apps.statements.bank_accounts import (
    MAX_ACCOUNTS,
    NameTakenError,
    TooManyAccountsError,
    create_account,
    delete_account,
    edit_account,
    list_accounts,
    restore_account,
)
from apps.statements.models import BankAccount
from apps.statements.serializers.bank_accounts import BankAccountSerializer


class BankAccountViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[BankAccount]):
    serializer_class = BankAccountSerializer
    pagination_class = None
    parser_classes = (JSONParser,)
    lookup_value_regex = "[0-9]{1,18}"
    queryset = BankAccount.objects.none()

    def get_queryset(self) -> QuerySet[BankAccount]:
        return list_accounts(owner_id=_owner(self.request))

    @extend_schema(responses={201: BankAccountSerializer})
    def create(self, request: Request) -> Response:
        """Create an account, to which statements can be assigned."""
        serializer = BankAccountSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        try:
            account = create_account(owner_id=_owner(request), **serializer.validated_data)
        except TooManyAccountsError as error:
            message = _("You have reached the limit of %(most)s accounts. Delete one first.")
            raise ValidationError({"name": message % {"most": MAX_ACCOUNTS}}) from error
        except NameTakenError as error:
            raise _name_taken() from error
        return self._respond(account, HTTPStatus.CREATED)

    @extend_schema(responses=BankAccountSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Rename the account, or change its currency."""
        serializer = BankAccountSerializer(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        try:
            account = edit_account(self.get_object(), values=serializer.validated_data)
        except NameTakenError as error:
            raise _name_taken() from error
        return self._respond(account)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Delete an account, which can be undone for ten minutes. Its statements are kept."""
        delete_account(self.get_object())
        return Response(status=HTTPStatus.NO_CONTENT)

    @extend_schema(request=None, responses=BankAccountSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Undo the deletion of an account."""
        try:
            account = restore_account(account_id=int(pk), owner_id=_owner(request))
        except BankAccount.DoesNotExist as error:
            raise NotFound(_("This can no longer be undone.")) from error
        except NameTakenError as error:
            raise _name_taken() from error
        return self._respond(account)

    def _respond(self, account: BankAccount, status: int = HTTPStatus.OK) -> Response:
        """Respond with the account and what is known of its statements."""
        found = self.get_queryset().get(pk=account.pk)
        return Response(BankAccountSerializer(found).data, status=status)


def _name_taken() -> ValidationError:
    return ValidationError({"name": _("You have another account with this name.")})


def _owner(request: Request) -> int:
    return cast(User, request.user).pk
