import pytest
from django.core.management import CommandError, call_command

from apps.accounts.models import User


@pytest.mark.django_db
def test_demo_command_creates_both_users_once(settings: pytest.FixtureRequest) -> None:
    settings.DEMO_SIGN_IN = {"email": "demo@example.com", "password": "demo-password"}  # type: ignore[attr-defined]
    settings.OPERATOR_SIGN_IN = {"email": "op@example.com", "password": "op-password"}  # type: ignore[attr-defined]

    call_command("demo")
    call_command("demo")

    demo, operator = User.objects.filter(email__endswith="example.com").order_by("email")
    assert demo.check_password("demo-password")
    assert (demo.is_staff, operator.is_staff) == (False, True)
    assert demo.statements.count() == 2  # sample: statements


@pytest.mark.django_db
def test_demo_command_fails_without_demo_settings() -> None:
    with pytest.raises(CommandError, match="no demo"):
        call_command("demo")
    assert not User.objects.exists()
