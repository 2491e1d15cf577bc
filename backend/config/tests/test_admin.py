import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.operators import enter_admin, make_operator
from config.tests.owners import make_equipped_owner, make_owner

OURS = ("accounts", "core", "scaling", "statements")
PLACES = sorted(
    f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry
)


def pages_of(client: Client, place: str) -> list[str]:
    """The list, what can be searched and filtered in it, and the page of one row."""
    model_admin = next(
        each
        for model, each in admin.site._registry.items()
        if place == f"{model._meta.app_label}/{model._meta.model_name}"
    )
    pages = [f"/admin/{place}/", f"/admin/{place}/?q=alicia"]
    if place != "constance/config":
        (row, *_) = model_admin.model._base_manager.all()[:1]
        pages += [f"/admin/{place}/{row.pk}/change/", f"/admin/{place}/{row.pk}/history/"]
    shown = client.get(pages[0]).context
    if "cl" in shown:
        for spec in shown["cl"].filter_specs:
            pages += [pages[0] + choice["query_string"] for choice in spec.choices(shown["cl"])]
    return pages


@pytest.fixture
def operator() -> Client:
    return enter_admin(make_operator(handle="olga"))


def test_every_model_has_a_page() -> None:
    ours = {model for label in OURS for model in apps.get_app_config(label).get_models()}
    assert ours - set(admin.site._registry) == set()
    assert "constance/config" in PLACES


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_every_page_opens(operator: Client, place: str) -> None:
    fill()
    for page in pages_of(operator, place):
        assert operator.get(page).status_code == 200, page


@pytest.mark.django_db
@pytest.mark.parametrize("place", [place for place in PLACES if place != "constance/config"])
def test_more_rows_are_no_more_queries(operator: Client, place: str) -> None:
    fill("alicia")
    pages = pages_of(operator, place)[:3]
    for page in pages:  # content types are asked for once a process
        operator.get(page)
    few = [queries(operator, page) for page in pages]
    fill("robert", "charles")
    for page, before in zip(pages, few, strict=True):
        assert queries(operator, page) == before, page


@pytest.mark.django_db
def test_no_page_shows_what_opens_a_door(operator: Client) -> None:
    secrets = make_equipped_owner("alicia").secrets
    Group.objects.create(name="editors")
    for place in PLACES:
        for page in pages_of(operator, place):
            html = operator.get(page).content.decode()
            for where, secret in secrets.items():
                assert secret not in html, f"{page} shows the {where}"


def fill(*handles: str) -> None:
    Group.objects.get_or_create(name="editors")
    for handle in handles or ("alicia",):
        make_owner(handle)


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.django_db
def test_staff_adds_an_account() -> None:
    client = enter_admin(make_operator())
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
def test_a_live_setting_that_would_break_the_pages_is_refused(setting: str, value: str) -> None:
    client = enter_admin(make_operator())
    address = "/admin/constance/config/"
    form = client.get(address).context["form"]
    values = {name: field.initial for name, field in form.fields.items()} | {setting: value}

    answer = client.post(address, {name: text or "" for name, text in values.items()})

    assert answer.status_code == 200
    assert setting in answer.context["form"].errors


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_others_do_not(client: Client, alice: User, place: str) -> None:
    client.force_login(alice)
    assert client.get(f"/admin/{place}/").status_code == 302
