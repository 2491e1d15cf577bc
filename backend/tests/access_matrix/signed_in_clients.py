import pyotp
from rest_framework.test import APIClient

from apps.accounts.credentials.two_factor import approve_second_factors
from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD, make_user
from apps.accounts.tests.operators import make_operator
from tests.access_matrix.account_fixtures import make_authenticator


def make_users() -> dict[str, User | None]:
    """Make the users of the four roles."""
    staff = make_operator()
    make_authenticator(staff)
    approve_second_factors(user=staff)
    return {
        "anonymous": None,
        "owner": make_user(handle="alice"),
        "outsider": make_user(handle="bob"),
        "staff": staff,
    }


def signed_in(user: User | None) -> APIClient:
    """Return a browser in which the user has signed in, with a code of the authenticator if one is
    required: it has their cookies and sends their access token."""
    client = APIClient()
    if user:
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {sign_in(client, user)}")
    return client


def open_admin(client: APIClient) -> APIClient:
    """Return the same browser, with the cookie that opens the admin if its user may have one."""
    client.post("/api/admin-session/")
    return client


def sign_in(client: APIClient, user: User) -> str:
    proof = {"email": user.email, "password": PASSWORD}
    response = client.post("/api/session/", proof, format="json")
    if "challenge" in response.json():
        code = pyotp.TOTP(user.totp.secret).now()
        proof = {"challenge": response.json()["challenge"], "code": code}
        response = client.post("/api/session/second-factor/", proof, format="json")
    return str(response.json()["access"])
