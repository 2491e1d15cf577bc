"""The parts of the suite: each is a `make` target of the same name."""

LINTS = (
    "lint-types",
    "lint-frontend",
    "lint-python",
    "secrets",
    "lint-pipeline",
    "lint-kubernetes",
    "lint-files",
)
# The longest first: the short ones fill what is left at the end.
TESTS = (
    "test-e2e",
    "test-backend",
    "deploy-emulated",
    "test-faults",
    "test-frontend",
    "test-awscdk",
)
ALL = (*TESTS, *LINTS)
NIGHTLY = (
    "deploy-emulated-all",
    "test-faults-any-order",
    "test-scaling-package",
    "test-coverage",
    "test-api-thoroughly",
    "test-hostile",
    "test-fuzz",
    "test-matrix",
    "test-monitoring",
    "test-environments",
    "test-black-box",
    "test-upgrade",
    "test-native",
    "test-own",
    "test-documentation",
    "docs",
)
