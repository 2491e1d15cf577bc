from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one
    lane. Django's default takes 100 MiB and eight threads, too much for twenty logins a second."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
