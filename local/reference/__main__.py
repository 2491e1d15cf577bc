"""`python -m local.reference`: write the generated pages of documentation/reference/."""

import django

from local.console import echo, run
from local.paths import DOCUMENTATION, ROOT


def main() -> None:
    django.setup()
    # They import models.
    from local.reference.pages import PAGES

    for name, generate in PAGES.items():
        path = DOCUMENTATION / "reference" / name
        generated = generate()
        if not path.exists() or path.read_text() != generated:
            path.write_text(generated)
            echo(f"  {path.relative_to(ROOT)} was updated.")


if __name__ == "__main__":
    run(main)
