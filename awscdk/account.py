#!/usr/bin/env python3
"""`cdk deploy --app awscdk/account.py`: set up an account once, before any environment."""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "backend")]

from awscdk.naming import APP_NAME, REGION, require_match  # noqa: E402

HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
PROJECT = re.compile(r"[\w.-]+(?:/[\w.-]+)+")

if __name__ == "__main__":
    environ = {"GITLAB_HOST": "gitlab.com", **os.environ}
    app_name = require_match(environ, "APP_NAME", APP_NAME, "mysite-com", "a short name")
    project = require_match(
        environ, "GITLAB_PROJECT", PROJECT, "group/project", "a GitLab project path"
    )
    host = require_match(environ, "GITLAB_HOST", HOST, "gitlab.com", "a host")
    region = require_match(environ, "AWS_DEFAULT_REGION", REGION, "us-east-1", "an AWS region")

    from aws_cdk import App

    from awscdk.assembly import assemble_account

    app = App()
    assemble_account(
        app, base_app_name=app_name, gitlab_host=host, gitlab_project=project, region=region
    )
    app.synth()
