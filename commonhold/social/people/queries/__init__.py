"""Who is here. A viewer comes first; what is asked for and not there is NotFound."""

from __future__ import annotations

from commonhold.social.people.queries.follows import (
    follow_requests,
    followed_among,
    followers,
    followers_among,
    following,
    is_following,
    remote_among,
    suggested,
)
from commonhold.social.people.queries.humans import (
    must_own_for_human,
    own_profile,
    own_profiles,
    same_human,
)
from commonhold.social.people.queries.lines import (
    LINE,
    PersonLine,
    by_handle,
    by_handles,
    found_among,
    line_from,
    line_of,
    lines,
    name_of,
    person,
    search,
)
from commonhold.social.people.queries.logins import (
    SignedIn,
    email_to_sign_in,
    mail_address,
    profiles_of,
    signed_in_as,
    signed_in_rows,
)
from commonhold.social.people.queries.profiles import FieldLine, Profile, arrived_at, is_findable, profile
from commonhold.social.people.queries.standings import is_member, is_steward, must_be_active, steward_ids
from commonhold.social.people.queries.verifying import LinkToLookAt, links_to_look_at, public_address
from commonhold.social.people.queries.viewer import ANYONE, Viewer

__all__ = [
    "ANYONE",
    "LINE",
    "FieldLine",
    "LinkToLookAt",
    "PersonLine",
    "Profile",
    "SignedIn",
    "Viewer",
    "arrived_at",
    "by_handle",
    "by_handles",
    "email_to_sign_in",
    "follow_requests",
    "followed_among",
    "followers",
    "followers_among",
    "following",
    "found_among",
    "is_findable",
    "is_following",
    "is_member",
    "is_steward",
    "line_from",
    "line_of",
    "lines",
    "links_to_look_at",
    "mail_address",
    "must_be_active",
    "must_own_for_human",
    "name_of",
    "own_profile",
    "own_profiles",
    "person",
    "profile",
    "profiles_of",
    "public_address",
    "remote_among",
    "same_human",
    "search",
    "signed_in_as",
    "signed_in_rows",
    "steward_ids",
    "suggested",
]
