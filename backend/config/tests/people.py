import pyotp
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD


def signed_in(user: User | None) -> APIClient:
    """A browser in which the user has signed in at the door for everybody, with a code of the
    authenticator where one is asked for: it has their cookies, and sends their access token."""
    client = APIClient()
    if user:
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {sign_in(client, user)}")
    return client


def sign_in(client: APIClient, user: User) -> str:
    proof = {"email": user.email, "password": PASSWORD}
    answer = client.post("/api/session/", proof, format="json")
    if "challenge" in answer.json():
        code = pyotp.TOTP(user.totp.secret).now()
        proof = {"challenge": answer.json()["challenge"], "code": code}
        answer = client.post("/api/session/second-factor/", proof, format="json")
    return str(answer.json()["access"])
