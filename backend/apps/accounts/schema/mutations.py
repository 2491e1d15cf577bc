from functools import partial
from typing import Any

import graphene
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from graphene.types.generic import GenericScalar
from graphql import GraphQLResolveInfo
from rest_framework.request import Request
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from apps.accounts.limits import MAILS, SIGN_UP
from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.notices import note
from apps.accounts.schema.tokens import payload_of, read, tokens_of
from apps.accounts.schema.types import UserType
from apps.accounts.serializers import SignUpSerializer
from apps.accounts.sessions import SESSION_CLAIM, open_session
from apps.accounts.tasks import mail_change_of_address
from apps.accounts.unconfirmed import TakenError, open_account
from apps.accounts.views.refusals import WrongPassword
from apps.accounts.views.sessions import prove
from apps.accounts.visitors import visitor_of
from apps.core.graphql.refusals import RefusalError, bad_input
from apps.core.rates import spend
from apps.core.requests import client_address


class CreateUser(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """An account, at once. A mail asks the owner of the address to confirm it."""

    class Arguments:
        username = graphene.String(required=True)
        password = graphene.String(required=True)
        email = graphene.String(required=True)

    user = graphene.Field(UserType)

    @staticmethod
    def mutate(
        root: None, info: GraphQLResolveInfo, username: str, password: str, email: str
    ) -> "CreateUser":
        spend(SIGN_UP, "sign-up", client_address(info.context))
        given = SignUpSerializer(data={"handle": username, "password": password, "email": email})
        given.is_valid(raise_exception=True)
        email = given.validated_data["email"]
        if User.objects.filter(email=email).exists():
            raise bad_input(_("There is an account with this address."), field="email")
        spend(MAILS, "sign-up", email)
        try:
            user = open_account(**given.validated_data)
        except TakenError as error:
            raise bad_input(_("The address or the name is taken."), field="username") from error
        note(SecurityEvent.Kind.SIGNED_UP, request=info.context, user=user)
        transaction.on_commit(
            partial(
                mail_change_of_address.delay,
                user_id=user.pk,
                email=user.email,
                language=get_language() or "en",
            )
        )
        info.context.newcomer = user
        return CreateUser(user=user)


class ObtainJSONWebToken(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Sign in by handle or e-mail address. Whoever has a second factor signs in by REST."""

    class Arguments:
        username = graphene.String(required=True)
        password = graphene.String(required=True)

    payload = GenericScalar(required=True)
    refresh_expires_in = graphene.Int(required=True)
    token = graphene.String(required=True)

    @staticmethod
    def mutate(
        root: None, info: GraphQLResolveInfo, username: str, password: str
    ) -> "ObtainJSONWebToken":
        request = Request(info.context)
        try:
            user = prove(request, email=_address_of(username), password=password)
        except WrongPassword as error:
            sentence = _("Please enter valid credentials")
            raise RefusalError(sentence, "INVALID_CREDENTIALS") from error
        if user.has_second_factor:
            sentence = _("This account has a second factor: sign in at /api/token/.")
            raise RefusalError(sentence, "SECOND_FACTOR_REQUIRED")
        granted = open_session(
            user=user, client=Session.Client.TOKEN, visitor=visitor_of(info.context)
        )
        note(
            SecurityEvent.Kind.SIGNED_IN,
            request=request,
            user=user,
            client=Session.Client.TOKEN,
        )
        return ObtainJSONWebToken(**tokens_of(granted.access, granted.session))


class Verify(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    class Arguments:
        token = graphene.String()

    payload = GenericScalar(required=True)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, token: str | None = None) -> "Verify":
        return Verify(payload=payload_of(*read(token)))


class Refresh(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """The next token of the same session, for one that is still good."""

    class Arguments:
        token = graphene.String()

    payload = GenericScalar(required=True)
    refresh_expires_in = graphene.Int(required=True)
    token = graphene.String(required=True)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, token: str | None = None) -> "Refresh":
        _old, session = read(token)
        return Refresh(**tokens_of(_next_token(session), session))


class AccountsMutation(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    create_user = CreateUser.Field()
    token_auth = ObtainJSONWebToken.Field()
    verify_token = Verify.Field()
    refresh_token = Refresh.Field()


def _address_of(username: str) -> str:
    """A handle has no @, and an address has one."""
    if "@" in username:
        return username.strip().lower()
    known = User.objects.filter(handle__iexact=username).values_list("email", flat=True)
    # What belongs to nobody is refused, and counted, as any wrong password.
    return known.first() or username[:254].lower()


def _next_token(session: Session) -> AccessToken:
    refresh: Any = RefreshToken.for_user(session.user)
    refresh[SESSION_CLAIM] = str(session.pk)
    access: AccessToken = refresh.access_token
    return access
