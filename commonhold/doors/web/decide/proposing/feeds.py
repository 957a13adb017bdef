"""The form with which members decide how home feeds are ordered where nobody chose for herself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from commonhold.doors.web.decide.proposing import wording
from commonhold.doors.web.decide.proposing.form import AskedForm
from commonhold.ground.decisions.decision import Decision
from commonhold.social.feeds import documents
from commonhold.social.feeds.decisions import COMMUNITY, AdoptFeed
from commonhold.social.people.queries import ANYONE

__all__ = ["COMMUNITY", "FeedForm"]


class FeedForm(AskedForm):
    """One of the feeds that people published, or newest first."""

    def add_what_is_asked(self) -> None:
        adopted = documents.community()
        named = {
            each.digest: each for each in reversed(documents.published(ANYONE)) if each.digest != adopted
        }
        choices: list[tuple[str, object]] = [
            (
                digest,
                wording.Explained(
                    each.title,
                    _("{words} by {name}, {digest}…")
                    .format(words=each.words, name=each.owner.name, digest=digest[:12])
                    .strip(),
                ),
            )
            for digest, each in named.items()
        ]
        if adopted:
            choices.append(("", wording.Explained(_("Newest first"), _("No order by a document at all."))))
        self.fields["sha256"] = forms.ChoiceField(
            label=_("How home feeds are ordered, unless somebody chooses another order"),
            choices=choices,
            widget=forms.RadioSelect,
            required=not adopted,
            help_text="" if choices else _("Nobody has published a feed yet. Make one, and publish it."),
        )

    def decisions(self) -> list[Decision]:
        return [AdoptFeed(self.cleaned_data["sha256"])]
