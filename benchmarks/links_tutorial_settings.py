"""The base settings with only the tutorial's GraphQL endpoint."""

from config.settings.base import *  # noqa: F403

ROOT_URLCONF = "benchmarks.links_tutorial"
