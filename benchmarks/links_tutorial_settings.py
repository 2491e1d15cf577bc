"""Ours, with the tutorial's door in the place of all others."""

from config.settings.base import *  # noqa: F403

ROOT_URLCONF = "benchmarks.links_tutorial"
