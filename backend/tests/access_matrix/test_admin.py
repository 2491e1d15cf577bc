import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.operators import enter_admin, make_operator
from tests.factories import make_complete_owner, make_owner

OURS = [config for config in apps.get_app_configs() if config.name.startswith("apps.")]
PLACES = sorted(
    f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry
)


# What staff with every permission, and no superuser, may do beyond looking. Each was asked: can who
# does it raise their own rights? Rows of staff are a superuser's: see `User.may_manage`.
ALLOWED = {
    "accounts.archive": {"delete"},
    "accounts.passkey": {"delete"},
    "accounts.pendingsignup": {"delete"},
    "accounts.totp": {"delete"},
    "accounts.undeliveredmail": {"delete"},
    # Rights are a superuser's to give.
    "accounts.user": {"add", "change"},
    # Its page has no field that can be changed.
    "social_django.usersocialauth": {"change", "delete"},
}


def pages_of(client: Client, place: str) -> list[str]:
    """Return the list, what can be searched and filtered in it, and the page of one row."""
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


@pytest.fixture(scope="module")
def secrets(shared_rows: None) -> dict[str, str]:
    """Secrets of a user who has a row of every model."""
    Group.objects.create(name="editors")
    ContentType.objects.get_for_models(*apps.get_models())
    return make_complete_owner("alicia").secrets


@pytest.fixture(scope="module")
def operator(shared_rows: None) -> Client:
    return enter_admin(make_operator(handle="olga"))


def test_admin_has_a_page_for_every_model() -> None:
    ours = {model for config in OURS for model in config.get_models()}
    assert ours - set(admin.site._registry) == set()
    assert "constance/config" in PLACES


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_admin_pages_show_no_secret(operator: Client, secrets: dict[str, str], place: str) -> None:
    for page in pages_of(operator, place):
        response = operator.get(page)
        assert response.status_code == 200, page
        html = response.content.decode()
        assert [where for where, secret in secrets.items() if secret in html] == [], page


@pytest.mark.django_db
def test_admin_queries_do_not_grow_with_rows(operator: Client, secrets: dict[str, str]) -> None:
    pages = [
        page
        for place in PLACES
        if place != "constance/config"
        for page in pages_of(operator, place)[:3]
    ]
    few = {page: queries(operator, page) for page in pages}
    for handle in ("robert", "charles"):
        make_owner(handle)
    assert {page: queries(operator, page) for page in pages} == few


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.django_db
def test_staff_permissions_match_the_list(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = make_operator(is_superuser=False)
    request.user.user_permissions.set(Permission.objects.all())
    allowed = {
        model._meta.label_lower: {
            action
            for action in ("add", "change", "delete")
            if getattr(model_admin, f"has_{action}_permission")(request)
        }
        for model, model_admin in admin.site._registry.items()
    }
    assert {label: actions for label, actions in allowed.items() if actions} == ALLOWED


@pytest.mark.django_db
def test_staff_adds_a_user() -> None:
    client = enter_admin(make_operator())
    form = {"email": "new@example.com", "handle": "newcomer", "usable_password": "true"}
    passwords = dict.fromkeys(("password1", "password2"), "correct-horse-battery")

    response = client.post("/admin/accounts/user/add/", form | passwords)

    added = User.objects.get(handle="newcomer")
    assert response.status_code == 302
    assert added.check_password("correct-horse-battery")
    assert client.get(f"/admin/accounts/user/{added.pk}/change/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("setting", "value"), [("PAGE_SIZE", "0"), ("UPLOAD_LIMIT_MEGABYTES", "-1")]
)
def test_invalid_live_setting_is_rejected(setting: str, value: str) -> None:
    client = enter_admin(make_operator())
    address = "/admin/constance/config/"
    form = client.get(address).context["form"]
    values = {name: field.initial for name, field in form.fields.items()} | {setting: value}

    response = client.post(address, {name: text or "" for name, text in values.items()})

    assert response.status_code == 200
    assert setting in response.context["form"].errors
