"""Events that start a GitLab pipeline, with the variables that the rules use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# What a project sets to deploy, to write notes, to be updated, to package applications.
PROJECT = dict.fromkeys(
    ("AWS_ACCOUNT_ID", "MERGE_REQUEST_TOKEN", "RENOVATE_TOKEN", "SERVER_URL"), "set"
)


@dataclass(frozen=True)
class Situation:
    name: str
    variables: Mapping[str, str]
    project: Mapping[str, str] = field(default_factory=lambda: PROJECT)
    is_branch: bool = True


SITUATIONS = (
    Situation("branch", {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "some-branch"}),
    Situation(
        "merge request",
        {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_IID": "1"},
        is_branch=False,
    ),
    Situation("main", {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main"}),
    Situation("tag", {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_TAG": "v1.2.3"}, is_branch=False),
    Situation("schedule", {"CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BRANCH": "main"}),
    Situation(
        "weekly schedule",
        {
            "CI_PIPELINE_SOURCE": "schedule",
            "CI_COMMIT_BRANCH": "main",
            "REHEARSE_RESTORE": "yes",
        },
    ),
    Situation(
        "main of a fork", {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main"}, project={}
    ),
)
