"""compose.yaml: `docker compose up` for development."""

from black_box.site import wait_until
from containers.engine import checks
from containers.engine.project import Project

DEMO = {"email": "demo@example.com", "password": "demo-of-the-application"}


def test_no_process_runs_as_root(development: Project) -> None:
    checks.no_process_runs_as_root(development)


# sample: statements begin
def test_demo_account_has_transactions(development: Project) -> None:
    development.sign_in(**DEMO)

    assert len(development.get("/api/transactions/").json()["results"]) > 10


# sample: statements end


def test_email_is_delivered(development: Project) -> None:
    checks.email_is_delivered(development, email=DEMO["email"])


def test_graphiql_is_served_locally(development: Project) -> None:
    assert development.get("/static/graphiql/graphiql.min.js").status == 200


# sample: statements begin
def test_upload_is_imported_once_when_worker_is_killed(development: Project) -> None:
    development.sign_in(**DEMO)

    checks.upload_is_imported_once_when_worker_is_killed(development)


# sample: statements end


def test_backend_change_is_reloaded(development: Project) -> None:
    views = development.folder / "backend" / "apps" / "core" / "views.py"
    before = views.read_text()
    assert "Response(HEALTHY)" in before

    views.write_text(before.replace("Response(HEALTHY)", 'Response({"state": "changed"})'))

    wait_until(lambda: b"changed" in development.get("/api/health-check/").body)
    views.write_text(before)
    wait_until(lambda: b"ok" in development.get("/api/health-check/").body)


def test_frontend_change_is_served(development: Project) -> None:
    layout = development.folder / "quasar" / "src" / "layouts" / "NotFoundPage.vue"
    before = layout.read_text()

    layout.write_text(before.replace('class="page"', 'class="page changed"'))

    wait_until(lambda: b"page changed" in development.get("/src/layouts/NotFoundPage.vue").body)
    layout.write_text(before)
