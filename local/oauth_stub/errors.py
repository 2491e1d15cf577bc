"""Error responses of the three providers."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from local.oauth_stub.messages import OAuthError

DENIALS: Mapping[str, dict[str, str]] = {
    "google": {"error": "access_denied"},
    "github": {
        "error": "access_denied",
        "error_description": "The user has denied your application access.",
    },
    "facebook": {
        "error": "access_denied",
        "error_code": "200",
        "error_description": "Permissions error",
        "error_reason": "user_denied",
    },
}


def _google_error(what: str) -> OAuthError:
    if what == "client":
        return OAuthError({"error": "invalid_client"}, HTTPStatus.UNAUTHORIZED)
    known = {"code": "invalid_grant", "redirect_uri": "redirect_uri_mismatch"}
    return OAuthError({"error": known[what]})


def _github_error(what: str) -> OAuthError:
    known = {
        "client": "incorrect_client_credentials",
        "code": "bad_verification_code",
        "redirect_uri": "redirect_uri_mismatch",
    }
    # It responds to errors with status OK.
    return OAuthError({"error": known[what]}, HTTPStatus.OK)


def _facebook_error(what: str) -> OAuthError:
    if what == "client":
        return OAuthError(facebook_error("Error validating client secret.", 1))
    return OAuthError(facebook_error("This authorization code has been used.", 100))


def facebook_error(message: str, code: int) -> dict[str, Any]:
    return {"error": {"message": message, "type": "OAuthException", "code": code}}


TOKEN_ERRORS: Mapping[str, Callable[[str], OAuthError]] = {
    "google": _google_error,
    "github": _github_error,
    "facebook": _facebook_error,
}
