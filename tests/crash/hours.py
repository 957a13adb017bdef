"""A payment in hours, with a plug that pulls itself: `python -m tests.crash.hours STEPS NOW BY TO KEY ACT`.

Pays an hour, or what is set aside under the key when ACT is "forfeit", and kills itself as
`tests.crash.plug` does. Prints the payment's id.
"""

from __future__ import annotations

import sys
from datetime import datetime

import django
from django.db.backends.signals import connection_created

from tests.crash.plug import Plug


def main(steps: str, at: str, by: str, to: str, key: str, act: str) -> None:
    django.setup()
    if steps != "-":
        plug = Plug(steps)
        connection_created.connect(plug.plug_in)
    # What a Django without settings can't load.
    from commonhold.civic.credit.actions import forfeit, pay  # noqa: PLC0415

    if act == "forfeit":
        print(forfeit(key=key, now=datetime.fromisoformat(at)))
        return
    print(pay(int(by), to_id=int(to), minutes=60, key=key, now=datetime.fromisoformat(at)))


if __name__ == "__main__":
    main(*sys.argv[1:])
