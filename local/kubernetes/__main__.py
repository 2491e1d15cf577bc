"""`python -m local.kubernetes`: write kubernetes/base/generated.

`--fresh`: only check that it is current; `--check`: validate the rendered overlays too.
"""

import sys

import yaml

from local.console import fail, run
from local.kubernetes.manifests import manifests
from local.paths import ROOT

FOLDER = ROOT / "kubernetes" / "base" / "generated"
HEADER = "# Written by `make kubernetes` from backend/config/topology.py.\n"


def main() -> None:
    texts = {name: HEADER + _dump(documents) for name, documents in manifests().items()}
    stale = [
        name
        for name, text in texts.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text() != text
    ]
    asked = set(sys.argv[1:])
    if stale and asked:
        fail(f"{FOLDER.relative_to(ROOT)} is stale: {', '.join(stale)}.", "make kubernetes")
    for name in stale:
        (FOLDER / name).write_text(texts[name])
    if "--check" in asked:
        # Its packages are installed with those of awscdk/.
        from local.kubernetes.validation import validate_overlays

        validate_overlays()


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def _dump(documents: list[dict[str, object]]) -> str:
    return yaml.dump_all(documents, Dumper=_Dumper, sort_keys=False, width=110)


if __name__ == "__main__":
    run(main)
