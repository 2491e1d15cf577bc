"""Table of jobs and when they run, for the documentation."""

from concurrent.futures import ThreadPoolExecutor

from local.pipeline.files import follows_changes, written_jobs, written_stages
from local.pipeline.jobs import Job, jobs, repository
from local.pipeline.situations import SITUATIONS

SIGNS = {"on_success": "●", "always": "●", "manual": "by hand"}


def table() -> str:
    with repository() as folder, ThreadPoolExecutor(max_workers=2) as pool:
        answers = list(pool.map(lambda each: jobs(each, repository=folder), SITUATIONS))
    found = [{job.name: job for job in answer} for answer in answers]
    written = written_jobs()
    stages = {job.name: job.stage for answer in answers for job in answer}
    names = [name for stage in written_stages() for name in written if stages.get(name) == stage]
    rows = [["job", "stage", *(each.name for each in SITUATIONS)], ["---"] * (len(SITUATIONS) + 2)]
    for name in names:
        mark = " ¹" if follows_changes(written[name]) else ""
        signs = [_sign(jobs_there.get(name)) for jobs_there in found]
        rows.append([f"`{name}`{mark}", stages[name], *signs])
    return "\n".join("|" + "".join(f" {cell} |" if cell else " |" for cell in row) for row in rows)


def _sign(job: Job | None) -> str:
    if job is None:
        return ""
    sign = SIGNS[job.when]
    return f"{sign}, may fail" if job.may_fail and job.when != "manual" else sign
