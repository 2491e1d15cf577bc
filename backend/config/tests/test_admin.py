import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.statements.tests.factories import make_statement, make_transaction

PAGES = ("accounts/user/", "statements/statement/", "statements/transaction/", "constance/config/")


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_staff_sees_the_list(client: Client, page: str) -> None:
    transaction = make_transaction(statement=make_statement())
    client.force_login(make_user(is_staff=True, is_superuser=True))

    answer = client.get(f"/admin/{page}", {"q": transaction.owner.email})

    assert answer.status_code == 200


@pytest.mark.django_db
def test_staff_adds_an_account(client: Client) -> None:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    form = {"email": "new@example.com", "handle": "newcomer", "usable_password": "true"}
    passwords = dict.fromkeys(("password1", "password2"), "correct-horse-battery")

    answer = client.post("/admin/accounts/user/add/", form | passwords)

    added = User.objects.get(handle="newcomer")
    assert answer.status_code == 302
    assert added.check_password("correct-horse-battery")
    assert client.get(f"/admin/accounts/user/{added.pk}/change/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("setting", "value"), [("PAGE_SIZE", "0"), ("UPLOAD_LIMIT_MEGABYTES", "-1")]
)
def test_a_live_setting_that_would_break_the_pages_is_refused(
    client: Client, setting: str, value: str
) -> None:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    address = "/admin/constance/config/"
    form = client.get(address).context["form"]
    values = {name: field.initial for name, field in form.fields.items()} | {setting: value}

    answer = client.post(address, {name: text or "" for name, text in values.items()})

    assert answer.status_code == 200
    assert setting in answer.context["form"].errors


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_others_do_not(client: Client, alice: User, page: str) -> None:
    client.force_login(alice)
    assert client.get(f"/admin/{page}").status_code == 302
