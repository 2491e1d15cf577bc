import sys
from typing import Any

from django.core.management.base import BaseCommand

from config.migration_linter import ACKNOWLEDGED, migrations, problems


class Command(BaseCommand):
    help = "Find migrations that the running release would not survive, or would wait for."

    def handle(self, *args: Any, **options: Any) -> None:
        ours = migrations()
        found = list(problems(ours))
        for problem in found:
            if not problem.is_acknowledged:
                self.stderr.write(
                    f"{problem.migration}: {problem.rule}\n  {problem.statement}\n"
                    f"  {problem.message} {problem.help}".rstrip()
                )
        needless = ACKNOWLEDGED - {(problem.migration, problem.rule) for problem in found}
        for migration, rule in sorted(needless):
            self.stderr.write(f"{migration}: {rule} is acknowledged, and does not happen.")
        if needless or not all(problem.is_acknowledged for problem in found):
            self.stderr.write("documentation/migrations.md says how each is done in two releases.")
            sys.exit(1)
        self.stdout.write(f"  {len(ours)} migrations can be applied beside the release before.")
