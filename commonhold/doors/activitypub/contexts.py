"""The JSON-LD contexts that our documents bear: fixed, for those who read them. Nothing here resolves one."""

from __future__ import annotations

from typing import Any

ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams"
SECURITY = "https://w3id.org/security/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v1"
MULTIKEY = "https://w3id.org/security/multikey/v1"

_MASTODON = {
    "toot": "http://joinmastodon.org/ns#",
    "schema": "http://schema.org#",
    "PropertyValue": "schema:PropertyValue",
    "value": "schema:value",
    "Emoji": "toot:Emoji",
    "Hashtag": "as:Hashtag",
    "featured": {"@id": "toot:featured", "@type": "@id"},
    "featuredTags": {"@id": "toot:featuredTags", "@type": "@id"},
    "discoverable": "toot:discoverable",
    "indexable": "toot:indexable",
    "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
    "alsoKnownAs": {"@id": "as:alsoKnownAs", "@type": "@id"},
    "movedTo": {"@id": "as:movedTo", "@type": "@id"},
    "sensitive": "as:sensitive",
    "blurhash": "toot:blurhash",
    "focalPoint": {"@container": "@list", "@id": "toot:focalPoint"},
    "votersCount": "toot:votersCount",
}
_QUOTES = {
    "fep044f": "https://w3id.org/fep/044f#",
    "quote": {"@id": "fep044f:quote", "@type": "@id"},
    "quoteAuthorization": {"@id": "fep044f:quoteAuthorization", "@type": "@id"},
    "quoteUri": "http://fedibird.com/ns#quoteUri",
    "misskey": "https://misskey-hub.net/ns#",
    "_misskey_quote": "misskey:_misskey_quote",
}
_POLICIES = {
    "gts": "https://gotosocial.org/ns#",
    **{
        each: {"@id": f"gts:{each}", "@type": "@id"}
        for each in (
            "interactionPolicy",
            "canLike",
            "canReply",
            "canAnnounce",
            "canQuote",
            "automaticApproval",
            "manualApproval",
            "interactingObject",
            "interactionTarget",
        )
    },
}

_FORUMS = {
    "lemmy": "https://join-lemmy.org/ns#",
    "postingRestrictedToMods": "lemmy:postingRestrictedToMods",
    "moderators": {"@id": "lemmy:moderators", "@type": "@id"},
}

ACTOR: list[Any] = [ACTIVITY_STREAMS, SECURITY, DATA_INTEGRITY, MULTIKEY, _MASTODON]
GROUP: list[Any] = [ACTIVITY_STREAMS, SECURITY, {**_MASTODON, **_FORUMS}]
OBJECT: list[Any] = [ACTIVITY_STREAMS, DATA_INTEGRITY, {**_MASTODON, **_QUOTES, **_POLICIES}]
CONSENT: list[Any] = [
    ACTIVITY_STREAMS,
    {
        "QuoteAuthorization": "https://w3id.org/fep/044f#QuoteAuthorization",
        "QuoteRequest": "https://w3id.org/fep/044f#QuoteRequest",
        **_QUOTES,
        **_POLICIES,
    },
]


def with_context(body: dict[str, Any], context: Any = ACTIVITY_STREAMS) -> dict[str, Any]:
    """A document that stands alone."""
    return {"@context": context, **body}
