"""Each check finds what it is there for, and says what to do."""

from __future__ import annotations

import resource
import shutil
import smtplib
import socketserver
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfoNotFoundError

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from commonhold.civic.peers.models import Contradiction, Peer
from commonhold.ground.clock.queries import real_now
from commonhold.ground.installation import backed_up
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs.models import Job
from commonhold.ground.record import signing
from commonhold.ground.record.models import Checkpoint
from commonhold.house.doctor import database, machine, outside
from commonhold.house.doctor.finding import Finding, State
from commonhold.house.doctor.outside import Reached
from commonhold.social.media.tests import samples
from commonhold.social.media.tests.bringing import brought
from rulebook.merkle import Checkpoint as CheckpointForm
from rulebook.merkle import VerifierKey, sign_checkpoint
from tests.cast import MORNING

PUBLIC = "https://yard.example"


def only(found: Iterator[Finding]) -> Finding:
    (one,) = found
    assert bool(one.remedy) == (one.state is not State.FINE)
    return one


def states(found: Iterator[Finding]) -> dict[str, State]:
    return {each.check: each.state for each in found}


@pytest.fixture
def keys(data_folder: Path) -> Path:
    data_folder.chmod(0o700)
    folder = data_folder / "keys"
    folder.mkdir(mode=0o700)
    (folder / "record").write_bytes(b"secret")
    (folder / "record").chmod(0o600)
    return folder


def test_keys_that_others_can_read_are_found(keys):
    assert only(machine.secrets_are_ours_alone()).state is State.FINE
    (keys / "record").chmod(0o640)
    found = only(machine.secrets_are_ours_alone())
    assert (found.state, str(keys / "record") in found.words) == (State.WRONG, True)


def test_keys_of_somebody_else_are_found(keys, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 12345)
    assert "another user" in only(machine.secrets_are_ours_alone()).words


@pytest.mark.parametrize(
    ("free", "state"), [(100 << 30, State.FINE), (1 << 30, State.WARNING), (1 << 20, State.WRONG)]
)
def test_a_disk_that_fills_is_found_before_it_is_full(monkeypatch, free, state):
    usage = shutil.disk_usage("/")._replace(free=free)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    assert only(machine.disk_has_room()).state is state


def test_too_few_open_files_are_found(monkeypatch):
    monkeypatch.setattr("resource.getrlimit", lambda _which: (1024, 4096))
    assert only(machine.many_files_may_be_open()).state is State.WARNING
    monkeypatch.setattr("resource.getrlimit", lambda _which: (1024, resource.RLIM_INFINITY))
    assert only(machine.many_files_may_be_open()).state is State.FINE


@pytest.mark.django_db
def test_a_clock_that_went_back_or_that_nobody_keeps_is_found(monkeypatch):
    monkeypatch.setattr(machine, "kernel_minds_the_time", lambda: True)
    assert only(machine.clock_is_right(MORNING)).state is State.FINE
    monkeypatch.setattr(machine, "kernel_minds_the_time", lambda: False)
    assert only(machine.clock_is_right(MORNING)).state is State.WARNING
    Checkpoint.objects.create(size=1, root=b"r", note="n", at=MORNING + timedelta(hours=1))
    assert only(machine.clock_is_right(MORNING)).state is State.WRONG


def test_a_store_that_takes_nothing_is_found(data_folder):
    assert only(machine.media_can_be_kept()).state is State.FINE
    shutil.rmtree(data_folder / "media")
    (data_folder / "media").write_text("no folder")
    assert only(machine.media_can_be_kept()).state is State.WRONG


def test_a_bucket_that_takes_nothing_is_found(settings, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    settings.MEDIA_STORE = {"bucket_name": "b", "endpoint_url": "http://127.0.0.1:9", "region_name": "home-1"}
    found = only(machine.media_can_be_kept())
    assert (found.state, "COMMONHOLD_MEDIA" in found.remedy) == (State.WRONG, True)


@pytest.mark.django_db
def test_migrations_that_wait_and_those_of_a_newer_release_are_found():
    assert states(database.tables_are_ours()) == {"migrations": State.FINE, "guards": State.FINE}
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("jobs", "0001_initial")
    assert only(database.tables_are_ours()).words == "The database is not up to date."
    recorder.record_applied("jobs", "0001_initial")
    recorder.record_applied("jobs", "0999_of_tomorrow")
    assert "newer than this release" in only(database.tables_are_ours()).words


@pytest.mark.django_db
def test_guards_that_are_not_in_place_are_found():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_leg_update")
    assert states(database.tables_are_ours())["guards"] is State.WRONG


@pytest.mark.both_databases
@pytest.mark.only_on("postgresql")
def test_a_role_that_owns_the_tables_is_found(committing_db):
    assert only(database.role_owns_no_table()).state is State.WARNING
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE server NOINHERIT")
        cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO server")
        cursor.execute("SET ROLE server")
        assert only(database.role_owns_no_table()).state is State.FINE
        cursor.execute("RESET ROLE")
        cursor.execute("DROP OWNED BY server")
        cursor.execute("DROP ROLE server")


@pytest.mark.django_db
def test_a_time_zone_that_the_machine_lacks_is_found(monkeypatch):
    assert only(database.time_zone_is_known()).state is State.FINE
    monkeypatch.setattr(database, "ZoneInfo", _knows_nothing)
    assert only(database.time_zone_is_known()).state is State.WRONG


def _knows_nothing(name: str) -> None:
    raise ZoneInfoNotFoundError(name)


def test_no_backup_an_old_one_and_one_that_nobody_tried_are_found(data_folder):
    now = datetime(2026, 5, 4, tzinfo=UTC)
    assert only(database.backup_is_young(now)).words == "There is no backup yet."
    backed_up.note(data_folder, taken_at=(now - timedelta(days=3)).isoformat())
    assert "last backup is of 2026-05-01" in only(database.backup_is_young(now)).words
    backed_up.note(data_folder, taken_at=now.isoformat())
    assert "Nobody tried" in only(database.backup_is_young(now)).words
    backed_up.note(data_folder, verified_at=now.isoformat())
    assert only(database.backup_is_young(now)).state is State.FINE


@pytest.mark.django_db
def test_work_that_failed_or_waits_too_long_is_found():
    Job.objects.all().delete()
    assert only(database.work_is_done(MORNING)).state is State.FINE
    Job.objects.create(kind="k", key="1", payload={}, due_at=MORNING - timedelta(hours=1))
    assert "60 minutes" in only(database.work_is_done(MORNING)).words
    Job.objects.update(due_at=MORNING + timedelta(hours=1), attempts=2)
    assert "1 pieces of work failed" in only(database.work_is_done(MORNING)).words


@pytest.mark.django_db
def test_silent_witnesses_and_records_that_say_two_things_are_found():
    assert only(database.witnesses_speak(MORNING)).state is State.FINE
    peer = Peer.objects.create(name="Orchard", url="https://orchard.example", since=MORNING, because="x")
    assert "Orchard" in only(database.witnesses_speak(MORNING)).words
    peer.heard_at = MORNING
    peer.save()
    assert only(database.witnesses_speak(MORNING)).state is State.FINE
    Contradiction.objects.create(peer=peer, kind="fork", kept="a", seen="b", at=MORNING)
    assert only(database.witnesses_speak(MORNING)).state is State.WRONG


@pytest.fixture
def public(db, settings) -> None:
    settings.SECURE = True
    install(mode=Mode.REAL, public_url=PUBLIC, now=MORNING)


@pytest.mark.django_db
def test_a_co_op_that_is_not_founded_or_not_reachable_by_address_is_found():
    assert only(outside.address_is_reached(lambda _url: Reached())).check == "founding"
    install(mode=Mode.REAL, public_url="http://localhost:8000", now=MORNING)
    assert only(outside.address_is_reached(lambda _url: Reached())).state is State.WRONG


def test_an_address_nobody_answers_at_is_found(public):
    found = only(outside.address_is_reached(lambda _url: Reached(trouble="no such host")))
    assert (found.check, found.state) == ("address", State.WRONG)


def test_cookies_without_tls_a_proxy_that_says_too_little_and_a_certificate_that_ends_are_found(
    public, settings
):
    soon = real_now() + timedelta(days=3)
    whole = Reached(https=True, certificate_until=soon + timedelta(days=60))
    assert states(outside.address_is_reached(lambda _url: whole)) == {"address": State.FINE}
    assert states(outside.address_is_reached(lambda _url: Reached(https=False)))["proxy"] is State.WRONG
    ending = Reached(https=True, certificate_until=soon)
    assert states(outside.address_is_reached(lambda _url: ending)) == {"certificate": State.WARNING}
    settings.SECURE = False
    assert states(outside.address_is_reached(lambda _url: whole))["https"] is State.WRONG


def test_asking_nobody_says_so_in_words():
    assert outside.ask("http://127.0.0.1:9").trouble
    assert outside.certificate_end("127.0.0.1", 9) is None


def test_mail_into_files_and_a_server_that_is_away_are_found(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert only(outside.mail_goes_out()).state is State.WARNING
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    assert only(outside.mail_goes_out()).state is State.WRONG


class _Polite(socketserver.StreamRequestHandler):
    """As much of SMTP as a greeting and a goodbye."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while (line := self.rfile.readline()) and not line.upper().startswith(b"QUIT"):
            self.wfile.write(b"250 fine\r\n")
        self.wfile.write(b"221 bye\r\n")


def test_a_mail_server_that_takes_letters_is_fine(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Polite) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = ""
        assert only(outside.mail_goes_out()).state is State.FINE
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "yard", "words"
        assert only(outside.mail_goes_out()).state is State.WRONG
        server.shutdown()
    assert issubclass(smtplib.SMTPNotSupportedError, smtplib.SMTPException)


@pytest.mark.django_db
def test_media_that_are_lost_are_found(ada, data_folder):
    view = brought(ada, samples.picture())
    assert only(machine.media_is_all_here()).state is State.FINE
    shutil.rmtree(data_folder / "media")
    found = only(machine.media_is_all_here())
    assert (found.state, view.url.split("/")[2] in found.words) == (State.WRONG, True)


@pytest.mark.django_db
def test_a_record_whose_key_is_lost_or_another_is_found(data_folder):
    assert only(machine.record_s_key_is_here()).state is State.FINE
    key = VerifierKey("yard.example/record", signing.private_key().public_key().public_bytes_raw())
    form = CheckpointForm("yard.example/record", 1, b"r" * 32)
    note = sign_checkpoint(form, key=key, sign=signing.private_key().sign)
    Checkpoint.objects.create(size=1, root=b"r" * 32, note=note.decode(), at=MORNING)
    assert only(machine.record_s_key_is_here()).state is State.FINE
    signing.path().unlink()
    assert "missing" in only(machine.record_s_key_is_here()).words
    assert not signing.path().exists()
    signing.private_key()
    assert "Another key" in only(machine.record_s_key_is_here()).words
