from django.test import Client


def test_every_answer_carries_a_request_id_of_ours(client: Client) -> None:
    first = client.get("/api/health-check/", headers={"X-Request-ID": "chosen by a stranger"})
    second = client.get("/api/health-check/")

    assert len(first["X-Request-ID"]) == 36
    assert first["X-Request-ID"] != second["X-Request-ID"]
