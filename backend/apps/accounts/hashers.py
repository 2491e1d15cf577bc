from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id at the cost that OWASP's Password Storage Cheat Sheet recommends: 19 MiB, two
    passes, one lane. Django's own asks for 100 MiB and eight threads, which twenty sign-ins a
    second would not leave to anybody else."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
