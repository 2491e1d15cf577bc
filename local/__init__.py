"""Run the application on one machine: Postgres, Valkey and every process of the topology."""

import sys
from pathlib import Path

# The topology is in the backend; reading it needs no installed packages.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "backend"))
