"""Which changes end what is kept: the table, and the posts, people and readers that it was made of.

| kind   | what is dropped                                                             |
|--------|-----------------------------------------------------------------------------|
| post   | all that is known of a post                                                 |
| tally  | how often it was answered, boosted and liked, and by whom                    |
| line   | where a post or boost stands among all                                      |
| person | how she is shown beside what she wrote                                      |
| reader | what she follows, hides and filters                                         |
| said   | what somebody said and passed on last                                        |
| told   | what she was told                                                            |
| thread | in which order a thread is read                                             |
| tokens | who shows which token                                                       |
| census | how many people there are                                                   |
| all    | everything                                                                  |
"""

from __future__ import annotations

from commonhold.ground.changes.register import EVERYTHING, Ends, Watch

_ALL = Ends(EVERYTHING, "SELECT 0 AS id")
_CENSUS = Ends("census", "SELECT 0 AS id")
_TOKENS = Ends("tokens", "SELECT 0 AS id")


def _of(kind: str, column: str) -> Ends:
    return Ends(kind, f"SELECT {{row}}.{column} AS id")


def _via(kind: str, wanted: str, table: str, key: str, column: str) -> Ends:
    """`wanted` of the rows of another table whose `key` this row names."""
    query = f"SELECT {wanted} AS id FROM {table} WHERE {key} = {{row}}.{column}"  # noqa: S608 - our own words
    return Ends(kind, query)


_QUOTED = _via("tally", "quoted_id", "posts_post", "id", "post_id")
_ANSWERED = _via("tally", "in_reply_to_id", "posts_post", "id", "post_id")
_OF_CHOICE = """SELECT p.id AS id FROM polls_option o JOIN posts_post p ON p.poll_id = o.poll_id
    WHERE o.id = {row}.option_id"""
_BOTH_ENDS = (
    _of("reader", "follower_id"),
    _of("reader", "followed_id"),
    _of("person", "follower_id"),
    _of("person", "followed_id"),
)

WATCHED = [
    Watch(
        "posts_post",
        (
            _of("post", "id"),
            _of("line", "id"),
            _of("thread", "thread_id"),
            _of("tally", "in_reply_to_id"),
            _of("tally", "quoted_id"),
            _of("person", "author_id"),
            _of("said", "author_id"),
        ),
    ),
    Watch("posts_mention", (_of("post", "post_id"), _ANSWERED)),
    Watch("posts_tagging", (_of("post", "post_id"),)),
    Watch("posts_attachment", (_of("post", "post_id"),)),
    Watch("posts_restriction", (_of("post", "post_id"),)),
    Watch("posts_quoteconsent", (_of("post", "post_id"), _QUOTED)),
    Watch("posts_favourite", (_of("tally", "post_id"),)),
    Watch("posts_boost", (_of("tally", "post_id"), _of("line", "id"), _of("said", "person_id"))),
    Watch("posts_bookmark", (_of("tally", "post_id"),)),
    Watch("posts_profilepin", (_of("post", "post_id"),)),
    Watch("posts_threadmute", (_of("reader", "person_id"),)),
    Watch("polls_poll", (_via("post", "id", "posts_post", "poll_id", "id"),)),
    Watch("polls_choice", (Ends("post", _OF_CHOICE),)),
    Watch("previews_preview", (_via("post", "id", "posts_post", "preview_id", "id"),)),
    Watch(
        "media_medium",
        (
            _via("post", "post_id", "posts_attachment", "medium_id", "id"),
            _via("person", "person_id", "portraits_portrait", "medium_id", "id"),
            _via(EVERYTHING, "0", "emoji_emoji", "medium_id", "id"),
        ),
    ),
    Watch("portraits_portrait", (_of("person", "person_id"),)),
    Watch("people_person", (_of("person", "id"), _of("reader", "id"), _CENSUS)),
    Watch("people_person", (_ALL,), ("handle", "domain", "removed_at")),
    Watch("people_profilefield", (_of("person", "person_id"),)),
    Watch("people_keptcircle", (_of("person", "person_id"),)),
    Watch("people_follow", _BOTH_ENDS),
    Watch("people_coopaccount", (_ALL,)),
    Watch("people_block", (_of("reader", "person_id"), _of("reader", "blocked_id"))),
    Watch("people_mute", (_of("reader", "person_id"),)),
    Watch("people_boostshidden", (_of("reader", "person_id"),)),
    Watch("people_serverblock", (_of("reader", "person_id"),)),
    Watch("people_standing", (_of("reader", "person_id"), _of("person", "person_id"))),
    Watch("lists_list", (_of("reader", "owner_id"),)),
    Watch("lists_listing", (_via("reader", "owner_id", "lists_list", "id", "list_id"),)),
    Watch("groups_groupmember", (_of("reader", "person_id"),)),
    Watch("notifications_notification", (_of("told", "person_id"),)),
    Watch("tags_tagfollow", (_of("reader", "person_id"),)),
    Watch("tags_tag", (_ALL,), ("name",)),
    Watch("filters_filter", (_of("reader", "owner_id"),)),
    Watch("labels_subscription", (_of("reader", "person_id"),)),
    Watch("emoji_emoji", (_ALL,)),
    Watch("apps_token", (_TOKENS,)),
    Watch("apps_app", (_TOKENS,), ("name", "website")),
    Watch("installation_installation", (_ALL,)),
    Watch("clock_advance", (_ALL,)),
    Watch("ending_step", (_ALL,)),
    Watch("charter_version", (_ALL,)),
]
