"""Flower, authenticated by the admin's session: `python -m config.flower`.

Flower supports only its own passwords. It is started with a random one, which is added to each
request with the admin session of a superuser, or of staff with the permission
`accounts.use_flower`. Reading requests and those of CHANGES are allowed: no user can run a task
with arguments of their own.
"""

import os
import re
import secrets
import sys
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import django
import flower.app
import flower.command
from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform, RequestHandler

from config.security_headers import HEADERS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
# Long enough for a paused database to resume.
SESSION_TIMEOUT_SECONDS = 50
CREDENTIAL = f"proxy:{secrets.token_urlsafe(32)}"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
# Allowed paths of other methods: the list of tasks, which is read by POST; stopping a task; and
# resizing a worker's pool. None starts a task or sets its arguments.
CHANGES = re.compile(
    r"/tasks/datatable|/api/task/(revoke|abort)/[^/]+|/api/worker/pool/(grow|shrink)/[^/]+"
)


class Access(Enum):
    """Access of a request to Flower."""

    SIGNED_OUT = "signed out"
    FORBIDDEN = "forbidden"
    ALLOWED = "allowed"


class SignIn(RequestHandler):
    def prepare(self) -> None:
        self.redirect(f"/admin/login/?next={quote(self.request.uri or '')}")


class Forbidden(RequestHandler):
    def initialize(self, sentence: str) -> None:
        self.sentence = sentence

    def check_xsrf_cookie(self) -> None:
        """Skip Tornado's cookie: requests that change something need our own Origin."""

    def prepare(self) -> None:
        self.set_status(HTTPStatus.FORBIDDEN)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(self.sentence)


class SecurityHeaders(OutputTransform):
    """Add all security headers but the content security policy: Flower uses inline scripts."""

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        headers.update(HEADERS)
        return status_code, headers, chunk


class GuardedFlower(flower.app.Flower):  # type: ignore[misc] # flower has no types
    # A separate pool, as Flower's inspection of workers blocks the default one.
    session_pool = ThreadPoolExecutor(max_workers=1)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.add_transform(SecurityHeaders)

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        request.headers.pop("Authorization", None)
        path = request.path.removeprefix(f"/{self.options.url_prefix.strip('/')}".rstrip("/"))
        if path == "/healthcheck":
            return super().find_handler(request, **kwargs)
        # In a thread, as Django rejects database access from an event loop. This blocks the loop
        # for a few milliseconds.
        access = self.session_pool.submit(get_access, request).result(
            timeout=SESSION_TIMEOUT_SECONDS
        )
        if access is Access.SIGNED_OUT:
            return self.get_handler_delegate(request, SignIn)
        if access is Access.FORBIDDEN:
            return self._forbid(request, "Flower is for superusers. Ask one for the permission.")
        if request.method not in READING:
            if not CHANGES.fullmatch(path):
                return self._forbid(request, "Flower does not do this here.")
            if is_cross_origin(request.headers):
                return self._forbid(request, "Do this on a page of this site.")
        request.headers["Authorization"] = f"Basic {b64encode(CREDENTIAL.encode()).decode()}"
        return super().find_handler(request, **kwargs)

    def _forbid(self, request: HTTPServerRequest, sentence: str) -> Any:
        return self.get_handler_delegate(request, Forbidden, {"sentence": f"{sentence}\n"})


def is_cross_origin(headers: HTTPHeaders) -> bool:
    from apps.core import same_origin

    return same_origin.is_cross_origin(headers)


def get_access(request: HTTPServerRequest) -> Access:
    """Return the access of the request's admin session."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import get_user
    from django.db import close_old_connections
    from django.http import HttpRequest

    from apps.accounts.sessions.admin_login import has_admin_access, has_flower_access

    cookie = request.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie is None:
        return Access.SIGNED_OUT
    django_request = HttpRequest()
    django_request.session = import_module(settings.SESSION_ENGINE).SessionStore(cookie.value)
    try:
        django_request.user = get_user(django_request)
        if not has_admin_access(django_request):
            return Access.SIGNED_OUT
        return Access.ALLOWED if has_flower_access(django_request) else Access.FORBIDDEN
    finally:
        close_old_connections()


def main() -> None:
    django.setup()
    from config.celery import app

    flower.command.Flower = GuardedFlower
    app.start(["--quiet", "flower", f"--basic_auth={CREDENTIAL}", *sys.argv[1:]])


if __name__ == "__main__":
    main()
