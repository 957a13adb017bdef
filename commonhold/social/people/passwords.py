from __future__ import annotations

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

# Each hash takes 46 MiB and a core: more than two at once would starve everybody else.
_at_once = BoundedSemaphore(2)


class Argon2(Argon2PasswordHasher):
    """Argon2id with 46 MiB and one pass (OWASP's first choice), at most two at a time."""

    memory_cost = 47_104
    time_cost = 1
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _at_once:
            return str(super().encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        with _at_once:
            return bool(super().verify(password, encoded))
