"""Second factors: the library's, with secrets that a copy of the database alone does not give away."""

from __future__ import annotations

import base64
from importlib.util import find_spec

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings

from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter


class Factors(DefaultMFAAdapter):  # type: ignore[misc]  # django-allauth carries no types
    """Encrypts what it keeps with a key that lies beside the database (`data/keys/factors`)."""

    def encrypt(self, text: str) -> str:
        return str(_box().encrypt(text.encode()).decode())

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """How apps that make codes call this account: by the co-op's name."""
        return str(charter.current().read(CoopCharter).name)

    def build_totp_svg(self, url: str) -> str:
        """The code to photograph; without the package that draws it, the secret stands there to be typed."""
        if not find_spec("qrcode"):
            return "<svg xmlns='http://www.w3.org/2000/svg'/>"
        drawn: str = super().build_totp_svg(url)
        return drawn


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(settings.FACTORS_KEY))
