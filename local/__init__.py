"""The application on one machine: Postgres, Redis and every process of the topology."""

import sys
from pathlib import Path

# The topology is the backend's; reading it needs nothing installed.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "backend"))
