"""`python -m local.rehearsal.login`: log in to a restored copy through the API, and read a page.

As the demo account with its own password; in a copy without it, as a user who gets a new one.
"""

import secrets
import sys

import django


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.test import Client

    from apps.accounts.models import User

    sign_in: dict[str, str] = settings.DEMO_SIGN_IN or {}
    if not User.objects.filter(email=sign_in.get("email")).exists():
        user = User.objects.filter(is_active=True, totp=None).first()
        if user is None:
            sys.exit("The copy has no active user without a second factor.")
        sign_in = {"email": user.email, "password": secrets.token_urlsafe(24)}
        user.set_password(sign_in["password"])
        user.save()
    client = Client(SERVER_NAME="localhost")
    response = client.post("/api/token/", sign_in, "application/json")
    if response.status_code != 200:
        sys.exit(f"POST /api/token/: HTTP {response.status_code} {response.text}")
    headers = {"Authorization": f"Bearer {response.json()['access']}"}
    response = client.get("/api/archives/", headers=headers)
    if response.status_code != 200:
        sys.exit(f"GET /api/archives/: HTTP {response.status_code} {response.text}")


if __name__ == "__main__":
    main()
