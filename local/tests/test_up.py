import pytest

from local import up


@pytest.mark.parametrize(
    ("settings", "shown"),
    [({}, "none leaves this machine"), ({"EMAIL_URL": "smtp://host"}, "sent by EMAIL_URL")],
)
def test_welcome_says_where_emails_go(
    settings: dict[str, str], shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(up, "own_settings", lambda: settings)

    (line,) = (line for line in up._welcome("http://host").splitlines() if " mail " in line)

    assert shown in line
