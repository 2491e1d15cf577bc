from constance.test import override_config
from django.test import Client


def test_site_returns_live_settings(client: Client) -> None:
    with override_config(BANNER="Back at noon.", UPLOAD_LIMIT_MEGABYTES=7):
        response = client.get("/api/site/")

    assert response.json() == {
        "banner": "Back at noon.",
        "upload_limit_bytes": 7 * 1024 * 1024,
        "demo": None,
        "scaling_open": True,
        "scaling_public": True,
        "mailbox": True,
    }
