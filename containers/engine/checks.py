"""Checks for development and production."""

from black_box.site import wait_until
from containers.engine.project import Project

CHASE = b"Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n"  # sample: statements


def no_process_runs_as_root(project: Project) -> None:
    for container in project.compose("ps", "--quiet").split():
        for user, command in project.processes(container):
            assert user != 0, command


def email_is_delivered(project: Project, *, email: str) -> None:
    """Check that the web process shows an email that a worker sent."""
    response = project.post("/api/password-resets/", {"email": email})
    assert response.status == 202, response.body

    wait_until(lambda: bool(project.get("/mailbox/", to=email, format="json").json()))
    subjects = [
        each["subject"] for each in project.get("/mailbox/", to=email, format="json").json()
    ]
    assert "Reset your password" in subjects


# sample: statements begin
def upload_is_imported_once_when_worker_is_killed(project: Project, *, rows: int = 150_000) -> None:
    """Kill the leading workers container during an import: the standby imports every row once."""
    content = CHASE + b"".join(
        b"01/%02d/2026,01/%02d/2026,Shop %d,Food,Sale,-%d.00,\n"
        % (row % 28 + 1, row % 28 + 1, row, row % 90 + 1)
        for row in range(rows)
    )
    before = _transactions(project)
    response = project.upload("/api/statements/", name="chase.csv", content=content)
    assert response.status == 201, response.body
    statement = f"/api/statements/{response.json()['id']}/"
    wait_until(lambda: project.get(statement).json()["status"] == "processing")
    leader, standby = _workers(project)

    project.docker("kill", leader)

    wait_until(lambda: project.get(statement).json()["status"] == "imported")
    assert project.get(statement).json()["rows_imported"] == rows
    assert _transactions(project) == before + rows
    assert any("celery --app" in command for _, command in project.processes(standby))
    # Restart the killed container as standby.
    project.compose("up", "--detach", "--no-build")


def _workers(project: Project) -> tuple[str, str]:
    """Return the container that runs the workers, and the standby."""
    leads = {
        container: any("celery --app" in command for _, command in project.processes(container))
        for container in project.containers("workers")
    }
    ((leader, _), (standby, _)) = sorted(leads.items(), key=lambda each: not each[1])
    assert [leads[leader], leads[standby]] == [True, False]
    return leader, standby


def _transactions(project: Project) -> int:
    """Return the exported rows, without the header."""
    return project.get("/api/transactions/export/").body.count(b"\n") - 1


# sample: statements end
