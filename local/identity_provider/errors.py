"""Error responses of the three providers."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from local.identity_provider.messages import NotGrantedError

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


def _google_refusal(what: str) -> NotGrantedError:
    if what == "client":
        return NotGrantedError({"error": "invalid_client"}, HTTPStatus.UNAUTHORIZED)
    known = {"code": "invalid_grant", "redirect_uri": "redirect_uri_mismatch"}
    return NotGrantedError({"error": known[what]})


def _github_refusal(what: str) -> NotGrantedError:
    known = {
        "client": "incorrect_client_credentials",
        "code": "bad_verification_code",
        "redirect_uri": "redirect_uri_mismatch",
    }
    # It responds to errors with status OK.
    return NotGrantedError({"error": known[what]}, HTTPStatus.OK)


def _facebook_refusal(what: str) -> NotGrantedError:
    if what == "client":
        return NotGrantedError(facebook_error("Error validating client secret.", 1))
    return NotGrantedError(facebook_error("This authorization code has been used.", 100))


def facebook_error(message: str, code: int) -> dict[str, Any]:
    return {"error": {"message": message, "type": "OAuthException", "code": code}}


TOKEN_ERRORS: Mapping[str, Callable[[str], NotGrantedError]] = {
    "google": _google_refusal,
    "github": _github_refusal,
    "facebook": _facebook_refusal,
}
