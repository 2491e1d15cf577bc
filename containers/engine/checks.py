"""What holds for development and for production."""

from containers.engine.project import Project, wait_until

CHASE = b"Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n"
ADDRESSES = {
    "/": 200,
    "/api/health-check/": 200,
    "/api/ready/": 200,
    "/admin/login/": 200,
    "/static/admin/css/base.css": 200,
    "/graphql/": 400,
    "/flower/": 200,
    "/media/nothing.png": 404,
    # A plain request where a socket is expected.
    "/ws/live/": 404,
}


def every_path_is_answered(project: Project) -> None:
    found = {path: _status(project, path) for path in ADDRESSES}

    assert found == ADDRESSES


def nobody_is_root(project: Project) -> None:
    for container in project.compose("ps", "--quiet").split():
        for user, command in project.processes(container):
            assert user != 0, command


def an_upload_survives_the_death_of_its_worker(project: Project, *, rows: int = 150_000) -> None:
    """Killed in the middle of it, its container is replaced by the one that stood by; every row
    is there, and none of them twice."""
    content = CHASE + b"".join(
        b"01/%02d/2026,01/%02d/2026,Shop %d,Food,Sale,-%d.00,\n"
        % (row % 28 + 1, row % 28 + 1, row, row % 90 + 1)
        for row in range(rows)
    )
    before = _transactions(project)
    answer = project.upload("/api/statements/", name="chase.csv", content=content)
    assert answer.status == 201, answer.body
    statement = f"/api/statements/{answer.json()['id']}/"
    wait_until(lambda: project.get(statement).json()["status"] == "processing")
    leader, standby = _workers(project)

    project.docker("kill", leader)

    wait_until(lambda: project.get(statement).json()["status"] == "imported")
    assert project.get(statement).json()["rows_imported"] == rows
    assert _transactions(project) == before + rows
    assert any("celery --app" in command for _, command in project.processes(standby))
    # Back again, it stands by.
    project.compose("up", "--detach", "--no-build")


def _workers(project: Project) -> tuple[str, str]:
    """The container with the workers, and the one that stands by."""
    leads = {
        container: any("celery --app" in command for _, command in project.processes(container))
        for container in project.containers("workers")
    }
    ((leader, _), (standby, _)) = sorted(leads.items(), key=lambda each: not each[1])
    assert [leads[leader], leads[standby]] == [True, False]
    return leader, standby


def it_stops_when_it_is_told_to(project: Project) -> None:
    """Each process hears SIGTERM: 137 would be the code of one that was killed."""
    project.compose("stop", "--timeout", "20")

    ids = project.compose("ps", "--all", "--quiet").split()
    codes = {
        name: int(code)
        for name, code in (
            line.split()
            for line in project.docker(
                "inspect", "--format", "{{.Name}} {{.State.ExitCode}}", *ids
            ).splitlines()
        )
    }
    assert len(codes) == len(ids)
    assert not [name for name, code in codes.items() if code == 137], codes


def _status(project: Project, path: str) -> int:
    return project.get(path).status


def _transactions(project: Project) -> int:
    """As somebody takes them out: a line each, below the header."""
    return project.get("/api/transactions/export/").body.count(b"\n") - 1
