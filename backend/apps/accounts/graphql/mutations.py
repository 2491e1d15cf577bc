from functools import partial

import graphene
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from graphene.types.generic import GenericScalar
from graphql import GraphQLResolveInfo

from apps.accounts.client_info import get_client_info
from apps.accounts.credentials.password_login import WrongPasswordError, login_with_password
from apps.accounts.graphql.tokens import BAD_TOKEN, read_token, token_fields, token_payload
from apps.accounts.graphql.types import UserType
from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.rate_limits import (
    MAIL_REQUESTS_PER_NETWORK,
    MAILS_PER_EMAIL,
    TAKEN_EMAILS_REPORTED,
)
from apps.accounts.registration.email_change import create_request_token
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.sign_up import SignUpSerializer
from apps.accounts.sessions.cookies import get_known_device_id
from apps.accounts.sessions.sessions import NotSignedInError, open_session, refresh_by_access_token
from apps.accounts.tasks import mail_change_of_address
from apps.accounts.unverified_users import EmailOrUsernameTakenError, create_unverified_user
from apps.core.client_ip import get_client_network
from apps.core.graphql.errors import ClientError, bad_input
from apps.core.rate_limiting import consume, require_available


class CreateUser(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Create an account. An email requests its owner's confirmation."""

    class Arguments:
        username = graphene.String(required=True)
        password = graphene.String(required=True)
        email = graphene.String(required=True)

    user = graphene.Field(UserType)

    @staticmethod
    def mutate(
        root: None, info: GraphQLResolveInfo, username: str, password: str, email: str
    ) -> "CreateUser":
        _require_once_per_document(info)
        place = get_client_network(info.context)
        consume(MAIL_REQUESTS_PER_NETWORK, "sign-up", place)
        # Checked before the look-up, so that a throttled client learns nothing about an email.
        require_available(TAKEN_EMAILS_REPORTED, "taken", place)
        given = SignUpSerializer(data={"handle": username, "password": password, "email": email})
        given.is_valid(raise_exception=True)
        email = given.validated_data["email"]
        if User.objects.filter(email=email).exists():
            consume(TAKEN_EMAILS_REPORTED, "taken", place)
            raise bad_input(_("An account with this email already exists."), field="email")
        consume(MAILS_PER_EMAIL, "sign-up", email)
        try:
            user = create_unverified_user(**given.validated_data)
        except EmailOrUsernameTakenError as error:
            raise bad_input(_("This email or username is taken."), field="username") from error
        record_and_notify(SecurityEvent.Kind.SIGNED_UP, request=info.context, user=user)
        transaction.on_commit(
            partial(
                mail_change_of_address.delay,
                token=create_request_token(user, email=user.email),
                language=get_language() or "en",
            )
        )
        info.context.newcomer = user
        return CreateUser(user=user)


class ObtainJSONWebToken(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Sign in with username or email. Accounts with a second factor sign in over REST."""

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
        _require_once_per_document(info)
        email = _get_email(username)
        client_info = get_client_info(info.context)
        try:
            user = login_with_password(
                email=email,
                password=password,
                network=get_client_network(info.context),
                device=get_known_device_id(info.context, email=email),
                client_info=client_info,
            )
        except WrongPasswordError as error:
            sentence = _("Please enter valid credentials")
            raise ClientError(sentence, "INVALID_CREDENTIALS") from error
        if user.has_second_factor:
            sentence = _("This account has a second factor. Sign in at /api/token/.")
            raise ClientError(sentence, "SECOND_FACTOR_REQUIRED")
        tokens = open_session(user=user, client=Session.Client.GRAPHQL, client_info=client_info)
        record_and_notify(
            SecurityEvent.Kind.SIGNED_IN,
            request=info.context,
            user=user,
            client=Session.Client.GRAPHQL,
        )
        return ObtainJSONWebToken(**token_fields(tokens.access, tokens.session))


class Verify(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    class Arguments:
        token = graphene.String()

    payload = GenericScalar(required=True)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, token: str | None = None) -> "Verify":
        return Verify(payload=token_payload(*read_token(token)))


class Refresh(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Renew the latest token of a session that `tokenAuth` opened."""

    class Arguments:
        token = graphene.String()

    payload = GenericScalar(required=True)
    refresh_expires_in = graphene.Int(required=True)
    token = graphene.String(required=True)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, token: str | None = None) -> "Refresh":
        old, session = read_token(token)
        try:
            tokens = refresh_by_access_token(old, session=session)
        except NotSignedInError as error:
            sentence = _("This token was already renewed or is not from tokenAuth. Sign in again.")
            raise ClientError(sentence, BAD_TOKEN) from error
        return Refresh(**token_fields(tokens.access, tokens.session))


class AccountsMutation(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    create_user = CreateUser.Field()
    token_auth = ObtainJSONWebToken.Field()
    verify_token = Verify.Field()
    refresh_token = Refresh.Field()


def _require_once_per_document(info: GraphQLResolveInfo) -> None:
    """Raise ClientError if the document has this field twice: each one hashes a password."""
    tried = info.context.__dict__.setdefault("tried_fields", set())
    if info.field_name in tried:
        raise ClientError(_("Use this field only once in a document."), "BAD_REQUEST")
    tried.add(info.field_name)


def _get_email(username: str) -> str:
    """Return the email of a handle, or the text itself if it has an @."""
    if "@" in username:
        return username.strip().lower()
    known = User.objects.filter(handle__iexact=username).values_list("email", flat=True)
    # An unknown handle is handled, and counted, like a wrong password.
    return known.first() or username[:254].lower()
