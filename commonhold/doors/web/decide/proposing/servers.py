"""The form that decides about other servers, several at once, filled in with what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.doors.web.decide.proposing.form import AskedForm
from commonhold.doors.web.federation.evidence import Evidence, evidence
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import Viewer
from commonhold.social.servers.decisions import LONGEST_REASON, SetServerPolicy

#: More than that nobody weighs one by one.
MOST_SERVERS = 20


class ServersForm(AskedForm):
    """What holds for which servers, and why."""

    def add_what_is_asked(self) -> None:
        self.fields["domains"] = forms.CharField(
            label=_("The servers"),
            help_text=_("One a line, such as elsewhere.example; twenty at most."),
            widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "none", "spellcheck": "false"}),
        )
        self.fields["policy"] = forms.ChoiceField(
            label=_("What holds from now on"),
            choices=[
                ("limit", _("Limit: they stand in no feed that is everybody's")),
                ("mute", _("Mute: and nobody is told of their people unless she follows them")),
                ("block", _("Block: nothing comes in and nothing goes out")),
            ],
            widget=forms.RadioSelect,
        )
        self.initial.setdefault("policy", "limit")
        self.fields["reason"] = forms.CharField(
            label=_("The reason that stands beside it"),
            help_text=_("Everybody can read it. Name what happened, and where it can be seen."),
            max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean_domains(self) -> list[str]:
        names = list(dict.fromkeys(self.cleaned_data["domains"].split()))
        if len(names) > MOST_SERVERS:
            words = _("Please propose {n} servers at most at once, so that each can be weighed.")
            raise forms.ValidationError(words.format(n=MOST_SERVERS))
        return names

    def decisions(self) -> list[Decision]:
        said = self.cleaned_data
        return [SetServerPolicy(each, said["policy"], said["reason"]) for each in said["domains"]]

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the field that the room means."""
        if refusal.field == "domain":
            self.add_error("domains", str(refusal))
        else:
            super().refuse(refusal)


def begins_with(viewer: Viewer, domains: Sequence[str], policy: str, *, now: datetime) -> dict[str, Any]:
    """The form for these, with what is known of each in the words of the proposal."""
    asked = [each[:253] for each in dict.fromkeys(domains)][:MOST_SERVERS]
    if not asked:
        return {}
    known = evidence(viewer, asked, now=now)
    comments = {said.comment for each in known.values() for said in each.lists if said.comment}
    return {
        "domains": "\n".join(asked),
        "policy": policy if policy in {"limit", "mute", "block"} else "limit",
        "title": _title(asked, policy),
        "text": "\n".join([_("What we know of it:"), "", *map(_in_words, known.values())]),
        "reason": comments.pop() if len(asked) == 1 and len(comments) == 1 else "",
    }


def _title(domains: Sequence[str], policy: str) -> str:
    if len(domains) == 1:
        words = {"block": _("Block {domain}"), "mute": _("Mute {domain}")}.get(policy, _("Limit {domain}"))
        return words.format(domain=domains[0])[:120]
    n = len(domains)
    words = {
        "block": ngettext("Block {n} server", "Block {n} servers", n),
        "mute": ngettext("Mute {n} server", "Mute {n} servers", n),
    }.get(policy, ngettext("Limit {n} server", "Limit {n} servers", n))
    return words.format(n=n)


def _in_words(each: Evidence) -> str:
    """One line of a Markdown list."""
    counts = [
        (each.bonds.known, ngettext("{n} person known here", "{n} people known here", each.bonds.known)),
        (each.bonds.followed, ngettext("{n} follow from here", "{n} follows from here", each.bonds.followed)),
        (
            each.bonds.followers,
            ngettext("{n} follow of people here", "{n} follows of people here", each.bonds.followers),
        ),
        (each.posts, ngettext("{n} post kept here", "{n} posts kept here", each.posts)),
        (each.reports, ngettext("{n} report here", "{n} reports here", each.reports)),
    ]
    parts = [
        *([words.format(n=n) for n, words in counts if n] or [_("nobody of it is known here")]),
        *(
            _("listed by “{name}”{why}").format(
                name=_plain(said.list_name), why=f" (“{_plain(said.comment)}”)" if said.comment else ""
            )
            for said in each.lists
        ),
    ]
    return f"- {each.domain}: {', '.join(parts)}"


def _plain(words: str) -> str:
    """Without what Markdown would read in it: these are the words of strangers."""
    return "".join(each for each in words if each not in "[]()<>`*_#!\\|\n\r")
