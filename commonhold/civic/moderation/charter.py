from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

BY_VOTE, BY_JURY = "vote", "jury"
JURY, BENCH = "jury", "bench"

_RULES = """\
Be kind: no insults, no threats, no harassment.
Nobody is worth less for where they come from, what they believe or whom they love.
What somebody told you in private stays private.
No advertising that nobody asked for, and no pretending to be somebody else.
What may hurt to see stands behind a warning.
Nothing that the law forbids."""


@dataclass(frozen=True)
class ModerationCharter(Section):
    """What holds here among people, and how it is brought up."""

    section = "moderation"
    title = _("Rules among ourselves")

    rules: str = parameter(
        _RULES,
        words=_("Our rules, one to a line"),
        unit=Unit.TEXT,
        low=1,
        high=3000,
        decided_by="special",
        because=_("Whoever reports something says which of them was broken."),
    )
    reports_a_day: int = parameter(
        20,
        words=_("Reports that one person may send in a day"),
        unit=Unit.REPORTS,
        low=3,
        high=200,
        because=_("Enough for a bad day, and too few to bury those who read them."),
    )
    server_reports_a_day: int = parameter(
        200,
        words=_("Reports that another server may pass on in a day"),
        unit=Unit.REPORTS,
        low=10,
        high=5000,
        because=_("It speaks for all its people at once, so that a large one has more to tell than anybody."),
    )

    triage_days: int = parameter(
        3,
        words=_("Time to read a report"),
        unit=Unit.DAYS,
        low=1,
        high=30,
        because=_(
            "After it everybody who holds a mandate is reminded, and the public figures count it. It is as "
            "long again for a second look at what was dismissed."
        ),
    )
    most_days_alone: int = parameter(
        14,
        words=_("The longest suspension without a jury"),
        unit=Unit.DAYS,
        low=1,
        high=14,
        because=_(
            "Longer ones are a jury's to impose. Whoever is suspended reads, votes, delegates, exports and "
            "appeals as before; her mandates rest."
        ),
    )
    appeal_days: int = parameter(
        30,
        words=_("Time to appeal against a measure"),
        unit=Unit.DAYS,
        low=14,
        high=365,
        decided_by="special",
        because=_("Where the law is the ground it is six months at least, as the law asks."),
    )
    review_days: int = parameter(
        7,
        words=_("Time to answer an appeal"),
        unit=Unit.DAYS,
        low=1,
        high=30,
        because=_("Nobody answers in time: the measure ends, or goes to a jury where somebody is in danger."),
    )
    reveal_hours: int = parameter(
        24,
        words=_("Time from what a jury's lot commits to until it is drawn"),
        unit=Unit.HOURS,
        low=1,
        high=168,
        because=_("In it whoever appeals may reveal a number of her own, so that nobody can steer the lot."),
    )
    juror_days: int = parameter(
        4,
        words=_("Time for somebody on a jury to read and vote"),
        unit=Unit.DAYS,
        low=1,
        high=30,
        because=_("After it the next in the lot's order takes the seat."),
    )
    jury_days: int = parameter(
        21,
        words=_("Time for a jury to decide"),
        unit=Unit.DAYS,
        low=3,
        high=90,
        because=_("After it those who voted decide, if they are three."),
    )
    jury_seats: int = parameter(
        7,
        words=_("Seats on a jury"),
        unit=Unit.PEOPLE,
        low=3,
        high=21,
        decided_by="special",
        because=_("Fewer where few can serve: a third of them, and never less than three."),
    )
    second_seats: int = parameter(
        15,
        words=_("Seats on a second jury"),
        unit=Unit.PEOPLE,
        low=3,
        high=45,
        decided_by="special",
        because=_("Its word is the last one."),
    )
    first_court: str = parameter(
        JURY,
        words=_("Before whom an appeal goes when another holder of a mandate has answered it"),
        unit=Unit.CHOICE,
        choices=(JURY, BENCH),
        decided_by="special",
        because=_(
            "“jury”: members whom the lot draws. “bench”: those whom members elected to judge, where three "
            "of them have no part in it; else a jury. The last word is a larger jury's either way."
        ),
    )
    bench_seats: int = parameter(
        3,
        words=_("How many of the bench judge one appeal"),
        unit=Unit.PEOPLE,
        low=3,
        high=9,
        decided_by="special",
        because=_(
            "The lot draws them from the bench. Whoever holds another mandate or decided before is not drawn."
        ),
    )
    jury_pay_cents: int = parameter(
        0,
        words=_("For serving on a jury"),
        unit=Unit.CENTS,
        high=1_000_000,
        because=_("The same for everybody who voted, whichever way."),
    )
    cases_a_day: int = parameter(
        20,
        words=_("Measures that one person takes in a day"),
        unit=Unit.NUMBER,
        low=1,
        high=200,
        because=_("So that nobody judges tired, and nobody judges everything."),
    )
    child_abuse_role: str = parameter(
        "board",
        words=_("The mandate that is told of suspected child abuse"),
        unit=Unit.CHOICE,
        choices=("board", "moderator", "guardian"),
        decided_by="special",
        because=_("Its holders alone read such a report, and tell the authority that the law names."),
    )
    expulsion: str = parameter(
        BY_VOTE,
        words=_("Who may expel a member"),
        unit=Unit.CHOICE,
        choices=(BY_VOTE, BY_JURY),
        decided_by="special",
        because=_("She is suspended meanwhile, and stays a member until her time to appeal is over."),
    )

    @property
    def each_rule(self) -> list[str]:
        """The rules one by one, in their order."""
        return [line for each in self.rules.splitlines() if (line := each.strip()[:300])]
