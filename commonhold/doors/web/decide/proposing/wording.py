"""What people read of kinds, methods and modes before they choose one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonhold.civic.governance.vocabulary import Kind, Mode
from commonhold.ground.charter.section import Words
from rulebook.tally.rule import Rule

#: One sentence for each kind of vote.
KINDS: Mapping[Kind, Words] = {
    Kind.MOTION: _("One answer to say yes or no to: carried by a majority, it takes effect by itself."),
    Kind.CONSENT: _(
        "Carried unless somebody objects with a reason. For what all of us should be able to live with."
    ),
    Kind.ELECTION: _(
        "Who fills one or several seats. Members stand themselves; a seat can also be left open."
    ),
    Kind.CHOICE: _(
        "Several ways beside each other, and how things are. What most prefer to each other way is done."
    ),
    Kind.ORDER: _("Several things are put in order; what members want most is done first."),
    Kind.BUDGET: _("A sum is shared out among projects that each have a cost."),
    Kind.PARAMETER: _("Everybody names a number, and the one in the middle holds."),
    Kind.ADVISORY: _("Asked and counted like any other, and nothing follows by itself."),
    Kind.RECALL: _("Take a mandate back before its time. A seat with a term is then elected anew by itself."),
    Kind.EMERGENCY: _("The board acts at once; the members have the last word, or it is put back."),
}

_METHODS: Mapping[str, tuple[Words, Words]] = {
    "majority": (_("Majority"), _("More than half of the yes and no votes.")),
    "consent": (_("Consent"), _("Nobody objects with a reason.")),
    "classes": (_("By classes of members"), _("Each class must agree by itself.")),
    "weighed-classes": (_("By classes of members, weighed"), _("Each vote weighs as its class does.")),
    "median": (_("The number in the middle"), _("As many want more as want less.")),
    "scottish-stv": (
        _("Single transferable vote"),
        _("Voters rank; seats are shared out in proportion. Counted as in Scotland, by hand too."),
    ),
    "meek-stv": (
        _("Single transferable vote, Meek's count"),
        _("Voters rank; the same idea, counted more exactly and by computer."),
    ),
    "irv": (_("Instant run-off"), _("For one seat. Voters rank; the last falls out, round by round.")),
    "approval": (
        _("Approval"),
        _("Voters name everybody or everything that they approve of; the most named win."),
    ),
    "schulze": (
        _("Pair by pair, strongest chains (Schulze)"),
        _("Voters rank; what beats each other in a direct match wins."),
    ),
    "ranked-pairs": (
        _("Pair by pair, strongest wins first"),
        _("Voters rank; the clearest matches are settled first."),
    ),
    "equal-shares": (
        _("Equal shares"),
        _("Every voter has an equal part of the money, so that no majority takes it all."),
    ),
    "plurality": (_("Plurality"), _("Voters name one; the most named win.")),
    "score": (
        _("Points"),
        _("Voters give from 0 to 5 points to each; the highest totals win."),
    ),
    "greedy": (_("Most approvals first"), _("The most named projects are paid until the money is used up.")),
}

#: What each mode claims, and what it does not.
MODES: Mapping[Mode, Words] = {
    Mode.CONFIDENTIAL: _(
        "Afterwards ballots are published without names, and who took part. Whoever runs this machine could "
        "read ballots until then, and a receipt would prove a vote to somebody who is shown it."
    ),
    Mode.OPEN: _(
        "Afterwards everybody reads who voted how, for ever. Until voting closes nobody sees a count. It "
        "keeps nobody from being pressed to vote in some way."
    ),
    Mode.SEALED: _(
        "Experimental. Each browser seals its ballot, trustees open the sums alone, and nobody learns a vote "
        "unless as many of them as are needed plot together. A page that was altered on this server defeats "
        "it. It keeps nobody from being pressed either."
    ),
}

#: A rule's name, as it stands in “a vote under the … rule”.
RULES: Mapping[str, Promise] = {
    "ordinary": pgettext_lazy("a rule", "ordinary"),
    "special": pgettext_lazy("a rule", "special"),
    "consent": pgettext_lazy("a rule", "consent"),
    "classes": pgettext_lazy("a rule", "classes"),
}

#: Each rule as a choice, with what it asks for.
RULES_EXPLAINED: Mapping[str, tuple[Words, Words]] = {
    "ordinary": (_("An ordinary vote"), _("Elections, choices and budgets can decide it too.")),
    "special": (_("A special vote"), _("More of us must agree, and more must take part.")),
    "consent": (_("Consent"), _("Nobody objects with a reason. Nothing but a vote by consent decides it.")),
    "classes": (
        _("A vote by classes"),
        _("Classes of members count apart, or as they weigh. A yes or no, and nothing else, decides it."),
    ),
}


class Explained(str):
    """A choice's words, with what is said below them."""

    more: str

    def __new__(cls, words: object, more: object) -> Explained:
        made = super().__new__(cls, words)
        made.more = str(more)
        return made


def method_name(name: str) -> str:
    """How a method is called; one that is not known here goes by its own name."""
    return str(_METHODS.get(name, (name, ""))[0])


def words_of(rule: Rule) -> str:
    """What a rule says of itself, in the reader's language. What is counted by is the rulebook's English."""
    return gettext(rule.words)


def methods(rules: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices of `(version, name)`, each with what it does."""
    return [
        (version, Explained(method_name(name), _METHODS.get(name, ("", ""))[1])) for version, name in rules
    ]


def kinds(listed: Iterable[Kind]) -> list[tuple[str, str]]:
    return [(str(each), Explained(each.label, KINDS[each])) for each in listed]


def modes(offered: Iterable[Mode]) -> list[tuple[str, str]]:
    return [(str(each), Explained(each.label, MODES[each])) for each in offered]
