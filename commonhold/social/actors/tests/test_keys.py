"""Keys of ours: made once, kept on disk, destroyed with whoever they were made for."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.conf import settings

from commonhold.social.actors.keys import SERVER, Signer, destroy, private_key, public_pem
from commonhold.social.actors.models import OwnKey
from tests.cast import MORNING, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_server", [True, False], ids=["the server's", "a person's"])
def test_a_key_is_made_when_it_is_needed_and_stays(is_server: bool):
    signer = SERVER if is_server else Signer(person_id=make_person("ada"))
    first = public_pem(signer, now=MORNING)
    assert public_pem(signer, now=MORNING) == first
    assert private_key(signer, now=MORNING).public_key() == load_pem_public_key(first.encode())
    assert OwnKey.objects.count() == 1


def test_a_private_key_lies_on_disk_for_us_alone_and_goes_with_its_person():
    ada = Signer(person_id=make_person("ada"))
    private_key(ada, now=MORNING)
    (path,) = (settings.KEYS_DIR / "actors").glob(f"{OwnKey.objects.get().id}.pem")
    assert path.stat().st_mode & 0o777 == 0o600
    destroy(ada)
    assert not path.exists()
    assert not OwnKey.objects.exists()
