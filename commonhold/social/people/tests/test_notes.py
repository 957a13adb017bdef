"""What somebody keeps in mind about others, for herself alone."""

from __future__ import annotations

import pytest

from commonhold.social.people import actions, personal_data, queries
from commonhold.social.people.models import PrivateNote
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed, NoSuchPerson, NoteOnOneself, NoteTooLong
from tests.cast import MORNING


def test_a_note_is_read_by_its_writer_alone_replaced_and_ended(ada: int, ben: int, caro: int) -> None:
    for text in ("Likes rye", "  Likes rye, hates nuts \n"):
        actions.write_note(ada, person_id=ben, text=text, now=MORNING)
    assert queries.note_on(Viewer(ada), ben) == "Likes rye, hates nuts"
    for viewer in (Viewer(ben), Viewer(caro), ANYONE):
        assert queries.note_on(viewer, ben) == ""
    assert queries.note_on(Viewer(ada), caro) == ""
    actions.write_note(ada, person_id=ben, text="  ", now=MORNING)
    assert queries.note_on(Viewer(ada), ben) == ""
    assert not PrivateNote.objects.exists()


def test_a_note_that_is_too_long_is_refused_and_the_one_before_stays(ada: int, ben: int) -> None:
    actions.write_note(ada, person_id=ben, text="x" * actions.LONGEST_NOTE, now=MORNING)
    with pytest.raises(NoteTooLong) as refused:
        actions.write_note(ada, person_id=ben, text="y" * (actions.LONGEST_NOTE + 1), now=MORNING)
    assert "2000" in str(refused.value)
    assert queries.note_on(Viewer(ada), ben).startswith("x")


def test_nobody_notes_anything_about_herself_who_left_or_whom_she_does_not_meet(ada, ben, caro, dev):
    with pytest.raises(NoteOnOneself):
        actions.write_note(ada, person_id=ada, text="Me", now=MORNING)
    personal_data.erase(ben, MORNING)
    actions.block(caro, person_id=ada, now=MORNING)
    for person_id in (ben, caro, 1):
        with pytest.raises(NoSuchPerson):
            actions.write_note(ada, person_id=person_id, text="Her", now=MORNING)
    with pytest.raises(AccountClosed):
        actions.write_note(ben, person_id=dev, text="Him", now=MORNING)


def test_notes_go_with_their_writer_and_with_whom_they_are_about(ada: int, ben: int, caro: int) -> None:
    actions.write_note(ada, person_id=ben, text="Likes rye", now=MORNING)
    actions.write_note(ben, person_id=caro, text="Likes tea", now=MORNING)
    actions.write_note(caro, person_id=ada, text="Likes rain", now=MORNING)
    kept = {"about": "ben", "text": "Likes rye", "written_at": MORNING.isoformat()}
    assert personal_data.export_of(ada)["notes"] == [kept]
    personal_data.erase(ada, MORNING)
    assert [each.text for each in PrivateNote.objects.all()] == ["Likes tea"]
