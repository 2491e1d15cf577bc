#!/usr/bin/env python3
"""`cdk deploy --app awscdk/account.py`: once for an account, before any environment."""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "backend")]

from awscdk.naming import APP_NAME, REGION, matching  # noqa: E402

HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
PROJECT = re.compile(r"[\w.-]+(?:/[\w.-]+)+")

if __name__ == "__main__":
    environ = {"GITLAB_HOST": "gitlab.com", **os.environ}
    app_name = matching(environ, "APP_NAME", APP_NAME, "mysite-com", "a short name")
    project = matching(environ, "GITLAB_PROJECT", PROJECT, "group/project", "a path of GitLab")
    host = matching(environ, "GITLAB_HOST", HOST, "gitlab.com", "a host")
    region = matching(environ, "AWS_DEFAULT_REGION", REGION, "us-east-1", "a region of AWS")

    from aws_cdk import App

    from awscdk.assembly import assemble_account

    app = App()
    assemble_account(
        app, base_app_name=app_name, gitlab_host=host, gitlab_project=project, region=region
    )
    app.synth()
