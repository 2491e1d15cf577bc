"""`docker compose up`, as whoever works on the application has it."""

from containers.engine import checks
from containers.engine.project import Project, wait_until

DEMO = {"email": "demo@example.com", "password": "demo-of-the-application"}


def test_every_path_is_answered(development: Project) -> None:
    checks.every_path_is_answered(development)


def test_nobody_is_root(development: Project) -> None:
    checks.nobody_is_root(development)


def test_a_person_finds_the_demo_data(development: Project) -> None:
    development.sign_in(**DEMO)

    assert len(development.get("/api/transactions/").json()["results"]) > 10


def test_graphiql_opens_without_a_network(development: Project) -> None:
    assert development.get("/static/graphiql/graphiql.min.js").status == 200


def test_an_upload_survives_the_death_of_its_worker(development: Project) -> None:
    development.sign_in(**DEMO)

    checks.an_upload_survives_the_death_of_its_worker(development)


def test_a_change_of_the_backend_is_there_without_a_restart(development: Project) -> None:
    views = development.folder / "backend" / "apps" / "core" / "views.py"
    before = views.read_text()
    assert '{"state": "ok"}' in before

    views.write_text(before.replace('{"state": "ok"}', '{"state": "changed"}'))

    wait_until(lambda: b"changed" in development.get("/api/health-check/").body)
    views.write_text(before)
    wait_until(lambda: b"ok" in development.get("/api/health-check/").body)


def test_a_change_of_the_front_end_is_there_without_a_restart(development: Project) -> None:
    layout = development.folder / "quasar" / "src" / "layouts" / "NotFoundPage.vue"
    before = layout.read_text()

    layout.write_text(before.replace('class="page"', 'class="page changed"'))

    wait_until(lambda: b"page changed" in development.get("/src/layouts/NotFoundPage.vue").body)
    layout.write_text(before)


def test_it_stops_when_it_is_told_to(development: Project) -> None:
    checks.it_stops_when_it_is_told_to(development)
