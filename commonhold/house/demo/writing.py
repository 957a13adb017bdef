"""Everything that a post can be, in the sample co-op: polls, quotes, warnings, languages, what waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts import actions as posts
from commonhold.social.posts.said import Said

_DAY = 24 * 60
#: Day, author, and what is said besides.
_SAID = [
    (58.31, "lea", Said("Wer singt am Sonntag mit? Noten liegen bei mir, Kuchen auch.", language="de")),
    (58.36, "said", Said("Ce soir il y a du thé à la menthe pour tout le monde, au 4.", language="fr")),
    (58.41, "uma", Said("नमस्ते! आज मैंने पहला पन्ना पूरा किया।", language="hi")),
    (
        58.52,
        "xia",
        Said(
            "Somebody left a dead pigeon by the bins. I have taken it away; please look where the cats go.",
            warning="A dead animal",
            language="en",
        ),
    ),
    (
        58.61,
        "tea",
        Said(
            "for n in range(3):\n    print('tea' * n)   # *not* bold, and _not_ slanted",
            format="plain",
            language="en",
        ),
    ),
    (
        58.66,
        "hana",
        Said(
            "I bring soup on Saturday whatever you say. Only the bread is open for debate.",
            reply_control="nobody",
            quote_policy="nobody",
            language="en",
        ),
    ),
]
_BREAD = NewPoll(("Rye", "Wheat", "Whatever is left from Friday"), minutes=3 * _DAY)
_BENCH = NewPoll(("By the gate", "Under the lime tree", "By the pond"), minutes=2 * _DAY, hides_counts=True)
_TOOLS = NewPoll(("A drill", "A ladder", "A soldering iron", "A good lamp"), minutes=_DAY, is_multiple=True)


def plan(town: Town) -> None:
    """Put it into the calendar."""
    on = town.calendar.on
    for day, author, said in _SAID:
        on(day, _says(town, author, said))
    on(
        56.3,
        _asks(town, "ivo", "What does the repair evening lack most? Several answers are fine.", _TOOLS, 9),
    )
    on(59.08, _asks(town, "rosa", "Which bread for Saturday?", _BREAD, 14))
    on(59.12, _asks(town, "vik", "Where should the new bench stand? No counts until Sunday.", _BENCH, 6))
    on(59.15, _is_quoted(town))
    on(59.2, _takes_replies_by_approval(town))
    on(59.24, _changes_her_words(town))
    on(59.3, _has_things_lying_about(town))


def _says(town: Town, author: str, said: Said) -> Deed:
    return lambda at: posts.publish_post(town.ids[author], **said.arguments(), now=at)


def _asks(town: Town, author: str, question: str, poll: NewPoll, answers: int) -> Deed:
    def deed(at: datetime) -> None:
        made = posts.publish_post(town.ids[author], text=question, poll=poll, language="en", now=at)
        others = [handle for handle in sorted(town.ids) if handle not in {author, "ada", "eve", "tom"}]
        for number, handle in enumerate(town.dice.sample(others, min(answers, len(others)))):
            positions = {town.dice.randrange(len(poll.options))}
            if poll.is_multiple and number % 3 == 0:
                positions.add(town.dice.randrange(len(poll.options)))
            posts.choose_in_poll(town.ids[handle], post_id=made, positions=positions, now=at)

    return deed


def _is_quoted(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        said = posts.publish_post(
            town.ids["ada"],
            text="A rule that nobody can explain at the kitchen table is not a rule yet.",
            quote_policy="ask",
            language="en",
            now=at,
        )
        allowed = posts.publish_post(
            town.ids["ben"], text="True of books as well.", quoted=said, language="en", now=at
        )
        posts.allow_quote(town.ids["ada"], post_id=allowed, now=at)
        posts.publish_post(town.ids["finn"], text="And of jokes. May I?", quoted=said, language="en", now=at)

    return deed


def _takes_replies_by_approval(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        first = posts.publish_post(
            town.ids["ada"],
            text="Ask me about the charter. I answer everything, one question after the other.",
            approves_replies=True,
            language="en",
            now=at,
        )
        let_in = posts.publish_post(
            town.ids["caro"], text="Why seven founders?", in_reply_to=first, language="en", now=at
        )
        posts.let_reply_in(town.ids["ada"], post_id=let_in, now=at)
        posts.publish_post(
            town.ids["finn"],
            text="And who watches the treasurer? Asking for everybody.",
            in_reply_to=first,
            language="en",
            now=at,
        )

    return deed


def _changes_her_words(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        ada = town.ids["ada"]
        made = posts.publish_post(
            ada, text="The seed library opens on Monday at nine. Bring envelopes.", language="en", now=at
        )
        for number, text in enumerate(
            (
                "The seed library opens on Tuesday at nine. Bring envelopes.",
                "The seed library opens on Tuesday at ten. Bring envelopes, and a pencil.",
            ),
            1,
        ):
            later = at + timedelta(minutes=20 * number)
            posts.edit_post(ada, post_id=made, text=text, language="en", now=later)

    return deed


def _has_things_lying_about(town: Town) -> Deed:
    """Two drafts of Ada's, and a post that waits for tomorrow."""

    def deed(at: datetime) -> None:
        ada = town.ids["ada"]
        posts.save_draft(
            ada,
            said=Said("What I learnt in two months of owning this:\n\n1. ", language="en"),
            now=at,
        )
        posts.save_draft(
            ada,
            said=Said(
                "Shall we plant the second row?", poll=NewPoll(("Yes", "In spring")), audience="members"
            ),
            now=at,
        )
        posts.schedule_post(
            ada,
            said=Said("Good morning. The kettle is on, the doors are open.", language="en"),
            due=at + timedelta(days=2),
            now=at,
        )

    return deed
