"""What a vote may change about our peers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.peers import actions, deposits, queries
from commonhold.civic.peers.fitting import must_fit
from commonhold.civic.peers.refusals import NoSuchPeer
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment, Field
from commonhold.ground.refusal import Refusal

_YES, _NO = "yes", "no"
_MOST_MEGABYTES = 1_000_000


@dataclass(frozen=True)
class AddPeer(Decision):
    """Witness another co-op's record, and ask it to witness ours."""

    kind = "peers.add.v1"
    title = gettext_lazy("Witness another co-op's record")
    asks = {
        "name": Field(gettext_lazy("What the co-op is called")),
        "url": Field(gettext_lazy("Its address"), hint="https://other-coop.example"),
        "log_key": Field(
            gettext_lazy("The key of its record"),
            hint=gettext_lazy("Its page “Record” shows both keys. Ask its members whether they are right."),
        ),
        "witness_key": Field(gettext_lazy("The key with which it witnesses")),
        "mirror": Field(
            gettext_lazy("Keep a copy of its record here"),
            hint=gettext_lazy("With a copy its record outlives its server."),
            choices={_NO: gettext_lazy("No"), _YES: gettext_lazy("Yes")},
        ),
    }
    name: str
    url: str
    log_key: str
    witness_key: str
    mirror: str = _NO

    def words(self) -> str:
        return _("Witness the record of {name} ({url}), and let it witness ours").format(
            name=self.name, url=self.url
        )

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        if self.mirror not in {_YES, _NO}:
            raise Refusal(_("Please say “yes” or “no”."), field="mirror")
        must_fit(self.name, self.url, self.log_key, self.witness_key)

    def preview(self, charter: Charter) -> Difference:
        return Difference(_("Co-ops whose record we witness"), _names(), _names(adding=self.name))

    def enact(self, enactment: Enactment) -> None:
        actions.add(
            name=self.name,
            url=self.url,
            log_key=self.log_key,
            witness_key=self.witness_key,
            is_mirrored=self.mirror == _YES,
            because=enactment,
        )


@dataclass(frozen=True)
class EndPeer(Decision):
    """Witness a co-op's record no more."""

    kind = "peers.end.v1"
    title = gettext_lazy("Stop witnessing a co-op's record")
    asks = {
        "peer": Field(
            gettext_lazy("Its number"), hint=gettext_lazy("It stands at the end of its page's address.")
        )
    }
    peer: str

    def words(self) -> str:
        found = self._found()
        return _("Stop witnessing the record of {name}").format(name=found.name if found else self.peer)

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        if self._found() is None:
            raise NoSuchPeer

    def preview(self, charter: Charter) -> Difference:
        found = self._found()
        return Difference(
            _("Co-ops whose record we witness"), _names(), _names(without=found.id if found else None)
        )

    def enact(self, enactment: Enactment) -> None:
        if not self.peer.isdecimal():
            raise NoSuchPeer
        actions.end(int(self.peer), because=enactment)

    def _found(self) -> queries.PeerView | None:
        return queries.peer(int(self.peer)) if self.peer.isdecimal() else None


@dataclass(frozen=True)
class KeepBackup(Decision):
    """Keep a peer's sealed backups."""

    kind = "peers.keep-backup.v1"
    title = gettext_lazy("Keep another co-op's backups")
    asks = {
        "peer": Field(
            gettext_lazy("Its number"), hint=gettext_lazy("It stands at the end of its page's address.")
        ),
        "key": Field(
            gettext_lazy("The key of its deposit"),
            hint=gettext_lazy("Its operators read it off “commonhold backup deposit-key”."),
        ),
        "megabytes": Field(
            gettext_lazy("How many megabytes at most"),
            hint=gettext_lazy("0: none any more, and what lies here goes. We can't read any of it."),
        ),
    }
    peer: str
    key: str
    megabytes: int

    def words(self) -> str:
        found = self._found()
        return _("Keep up to {n} MB of sealed backups of {name}").format(
            n=self.megabytes, name=found.name if found else self.peer
        )

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        deposits.must_be_key(self.key)
        if not 0 <= self.megabytes <= _MOST_MEGABYTES:
            raise Refusal(_("Please name between 0 and {n} megabytes."), n=_MOST_MEGABYTES, field="megabytes")
        if self._found() is None:
            raise NoSuchPeer

    def preview(self, charter: Charter) -> Difference:
        found = self._found()
        kept = deposits.kept_for(found.id) if found else None
        before = f"{kept.budget // 1_000_000} MB" if kept else "—"
        return Difference(found.name if found else self.peer, before, f"{self.megabytes} MB")

    def enact(self, enactment: Enactment) -> None:
        if not self.peer.isdecimal():
            raise NoSuchPeer
        deposits.agree_to_keep(int(self.peer), key=self.key, megabytes=self.megabytes, because=enactment)

    def _found(self) -> queries.PeerView | None:
        return queries.peer(int(self.peer)) if self.peer.isdecimal() else None


def _names(*, adding: str = "", without: int | None = None) -> str:
    there = [each.name for each in queries.peers() if each.id != without]
    return ", ".join([*there, *filter(None, [adding])]) or _("none")
