"""Flower, opened by the admin's session and by nothing else: `python -m config.flower`.

Flower knows only passwords of its own. The gate in front of it gives it a random one and presents
that for every request that carries the session of an active staff member.
"""

import os
import secrets
import sys
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import django
import flower.app
import flower.command
from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform, RequestHandler

from config.headers import HEADERS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
SECONDS_TO_ANSWER = 50
"""A paused database resumes within them."""
CREDENTIAL = f"gate:{secrets.token_urlsafe(32)}"


class SignIn(RequestHandler):
    def prepare(self) -> None:
        self.redirect(f"/admin/login/?next={quote(self.request.uri or '')}")


class SecurityHeaders(OutputTransform):
    """Flower's pages carry scripts in themselves, so that they can have every header but a policy
    for their content."""

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        headers.update(HEADERS)
        return status_code, headers, chunk


class GuardedFlower(flower.app.Flower):  # type: ignore[misc] # flower has no types
    # Its own, so that nobody waits behind Flower's questions to the workers.
    gate = ThreadPoolExecutor(max_workers=1)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.add_transform(SecurityHeaders)

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        request.headers.pop("Authorization", None)
        if request.path.endswith("/healthcheck"):
            return super().find_handler(request, **kwargs)
        # In a thread, because Django's database refuses the event loop's. The loop waits a few
        # milliseconds for it, which the few who look at Flower do not notice.
        if not self.gate.submit(is_staff, request).result(timeout=SECONDS_TO_ANSWER):
            return self.get_handler_delegate(request, SignIn)
        request.headers["Authorization"] = f"Basic {b64encode(CREDENTIAL.encode()).decode()}"
        return super().find_handler(request, **kwargs)


def is_staff(request: HTTPServerRequest) -> bool:
    """Whether the request carries a session that opens the admin."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import get_user
    from django.db import close_old_connections
    from django.http import HttpRequest

    from apps.accounts.admin_sessions import may_administer

    cookie = request.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie is None:
        return False
    django_request = HttpRequest()
    django_request.session = import_module(settings.SESSION_ENGINE).SessionStore(cookie.value)
    try:
        django_request.user = get_user(django_request)
        return may_administer(django_request)
    finally:
        close_old_connections()


def main() -> None:
    django.setup()
    from config.celery import app

    flower.command.Flower = GuardedFlower
    app.start(["--quiet", "flower", f"--basic_auth={CREDENTIAL}", *sys.argv[1:]])


if __name__ == "__main__":
    main()
