"""Who may answer and quote, as other servers say it: GoToSocial's interaction policies and older ways."""

from __future__ import annotations

from dataclasses import dataclass

from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.reading.values import Json, audience


@dataclass(frozen=True)
class Policy:
    """Who may at once, and who may once the author agreed; addresses of people and collections."""

    at_once: tuple[str, ...]
    asked: tuple[str, ...]


def read_policy(source: Json, name: str) -> Policy | None:
    """`name` is canReply or canQuote; None where nothing is said."""
    policies = source.get("interactionPolicy")
    found = policies.get(name) if isinstance(policies, dict) else None
    if not isinstance(found, dict):
        return None
    return Policy(
        audience(found.get("automaticApproval", found.get("always"))),
        audience(found.get("manualApproval", found.get("approvalRequired"))),
    )


def quote_policy(policy: Policy | None, *, followers: str) -> str:
    """One of ours: everyone, followers, ask or nobody. Who says nothing wants none (FEP-044f)."""
    if policy is None:
        return "nobody"
    if PUBLIC in policy.at_once:
        return "everyone"
    if followers and followers in policy.at_once:
        return "followers"
    return "ask" if PUBLIC in policy.asked or (followers and followers in policy.asked) else "nobody"


def reply_control(policy: Policy | None, source_says_no: bool, *, followers: str) -> str:
    """One of ours: everyone, followers, mentioned or nobody. Whom a post names may always answer it.

    Where its author has to agree, her own server asks her.
    """
    if source_says_no:
        return "nobody"
    if policy is None or PUBLIC in (*policy.at_once, *policy.asked):
        return "everyone"
    return "followers" if followers and followers in (*policy.at_once, *policy.asked) else "mentioned"


def takes_no_answers(source: Json) -> bool:
    """PeerTube and Lemmy say it in a word, Pixelfed by a capability."""
    capabilities = source.get("capabilities")
    by_word = source.get("commentsEnabled") is False
    return by_word or (
        isinstance(capabilities, dict) and "reply" in capabilities and not capabilities["reply"]
    )
