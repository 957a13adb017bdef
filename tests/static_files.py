"""Static files are looked for once by each worker.

Every test client makes all middleware anew, and WhiteNoise would then look through the folders of all apps:
that takes longer than most pages.
"""

from __future__ import annotations

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Redirect, StaticFile


def look_once() -> None:
    """From now on; other settings have other files."""
    look = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[tuple[object, ...], dict[str, StaticFile | Redirect]] = {}

    def add_files(self: WhiteNoiseMiddleware) -> None:
        key = (self.static_prefix, *settings.STATICFILES_DIRS, *settings.INSTALLED_APPS)
        if key not in found:
            others, self.files = self.files, {}
            look(self)
            found[key], self.files = self.files, others
        self.files = {**self.files, **found[key]}

    WhiteNoiseMiddleware.add_files_from_finders = add_files
