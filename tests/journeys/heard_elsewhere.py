"""`python -m tests.journeys.heard_elsewhere`: Eve of elsewhere.example is known here, and has said something.

The data folder is told as to every program of the house.
"""

from __future__ import annotations

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhold.house.settings")
    django.setup()
    from commonhold.ground.clock import queries as clock  # noqa: PLC0415 - Django must be there first
    from commonhold.social.people.actions import meet_remote_person  # noqa: PLC0415
    from commonhold.social.posts.actions import publish_post  # noqa: PLC0415

    now = clock.now()
    eve = meet_remote_person(handle="eve", domain="elsewhere.example", display_name="Eve", now=now)
    publish_post(eve, text="Cheap lamps, cheap lamps!", now=now)


if __name__ == "__main__":
    main()
