"""What six popular apps call, read in their public sources in 2026: the method, the address, and who does.

T Tusky, M Mastodon for Android, I Ice Cubes, P Phanpy, E Elk, U Tuba. Left out is what they ask of other
kinds of servers alone (Pleroma, Iceshrimp, Pixelfed), and administration, which they offer to nobody here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

APPS = {
    "T": "Tusky",
    "M": "Mastodon for Android",
    "I": "Ice Cubes",
    "P": "Phanpy",
    "E": "Elk",
    "U": "Tuba",
}


class Call(NamedTuple):
    """`:id` stands for an id or a name."""

    method: str
    path: str
    apps: tuple[str, ...]


_CALLS = """
GET    /api/v1/accounts                               M P U
POST   /api/v1/accounts                               M
GET    /api/v1/accounts/familiar_followers            M I P U
GET    /api/v1/accounts/lookup                        I P E
GET    /api/v1/accounts/relationships                 T M I P E U
GET    /api/v1/accounts/search                        T M I P U
PATCH  /api/v1/accounts/update_credentials            T M I P E U
GET    /api/v1/accounts/verify_credentials            T M I P E U
GET    /api/v1/accounts/:id                           T M I P E U
POST   /api/v1/accounts/:id/block                     T M I P E U
POST   /api/v1/accounts/:id/unblock                   T M I P E U
GET    /api/v1/accounts/:id/collections               M P E U
GET    /api/v1/accounts/:id/in_collections            P E U
GET    /api/v1/accounts/:id/endorsements              M P U
GET    /api/v1/accounts/:id/featured_tags             M I P U
POST   /api/v1/accounts/:id/follow                    T M I P E U
POST   /api/v1/accounts/:id/unfollow                  T M I P E U
GET    /api/v1/accounts/:id/followers                 T M I P E U
GET    /api/v1/accounts/:id/following                 T M I P E U
GET    /api/v1/accounts/:id/lists                     T M I P E U
POST   /api/v1/accounts/:id/mute                      T M I P E U
POST   /api/v1/accounts/:id/unmute                    T M I P E U
POST   /api/v1/accounts/:id/note                      T M I P E U
POST   /api/v1/accounts/:id/pin                       M P U
POST   /api/v1/accounts/:id/unpin                     M P U
POST   /api/v1/accounts/:id/remove_from_followers     M P U
GET    /api/v1/accounts/:id/statuses                  T M I P E U
GET    /api/v1/announcements                          T P U
POST   /api/v1/announcements/:id/dismiss              T U
PUT    /api/v1/announcements/:id/reactions/:id        T U
DELETE /api/v1/announcements/:id/reactions/:id        T U
GET    /api/v1/annual_reports/:id                     P U
POST   /api/v1/apps                                   T M I P E U
GET    /api/v1/apps/verify_credentials                U
GET    /api/v1_alpha/async_refreshes/:id              M
GET    /api/v1/blocks                                 T I P E U
GET    /api/v1/bookmarks                              T M I P E U
POST   /api/v1/collections                            P U
GET    /api/v1/collections/:id                        M P E U
PUT    /api/v1/collections/:id                        P U
PATCH  /api/v1/collections/:id                        P U
DELETE /api/v1/collections/:id                        P U
POST   /api/v1/collections/:id/items                  P U
DELETE /api/v1/collections/:id/items/:id              P U
POST   /api/v1/collections/:id/items/:id/revoke       M P U
GET    /api/v1/conversations                          T I P E U
DELETE /api/v1/conversations/:id                      T I
POST   /api/v1/conversations/:id/read                 I U
GET    /api/v1/custom_emojis                          T M I P E U
GET    /api/v1/domain_blocks                          T E U
POST   /api/v1/domain_blocks                          T E U
DELETE /api/v1/domain_blocks                          T E U
GET    /api/v1/domain_blocks/preview                  M
POST   /api/v1/emails/confirmations                   M
GET    /api/v1/favourites                             T M I P E U
GET    /api/v1/featured_tags                          P
POST   /api/v1/featured_tags                          M P
DELETE /api/v1/featured_tags/:id                      M P
GET    /api/v1/filters                                T M
POST   /api/v1/filters                                T
PUT    /api/v1/filters/:id                            T
DELETE /api/v1/filters/:id                            T
GET    /api/v1/follow_requests                        T I P U
POST   /api/v1/follow_requests/:id/authorize          T M I P E U
POST   /api/v1/follow_requests/:id/reject             T M I P E U
GET    /api/v1/followed_tags                          T M I P E U
GET    /api/v1/instance                               T M I P E U
GET    /api/v1/instance/extended_description          M
GET    /api/v1/instance/peers                         I
GET    /api/v1/lists                                  T M I P E U
POST   /api/v1/lists                                  T M I P E U
GET    /api/v1/lists/:id                              I P E
PUT    /api/v1/lists/:id                              T M I P E U
DELETE /api/v1/lists/:id                              T M I P E U
GET    /api/v1/lists/:id/accounts                     T M I P E U
POST   /api/v1/lists/:id/accounts                     T M I P E U
DELETE /api/v1/lists/:id/accounts                     T M I P E U
GET    /api/v1/markers                                T M I P E U
POST   /api/v1/markers                                T M I P E U
POST   /api/v1/media                                  M E U
POST   /api/v2/media                                  T M I P
GET    /api/v1/media/:id                              T M I U
PUT    /api/v1/media/:id                              T M I E U
GET    /api/v1/mutes                                  T I P E U
GET    /api/v1/notifications                          T M I P E U
GET    /api/v1/notifications/:id                      T M I P U
POST   /api/v1/notifications/clear                    T I U
GET    /api/v1/notifications/policy                   M U
PUT    /api/v1/notifications/policy                   M U
GET    /api/v1/notifications/requests                 T M I P U
POST   /api/v1/notifications/requests/accept          I
POST   /api/v1/notifications/requests/dismiss         I
POST   /api/v1/notifications/requests/:id/accept      T M P U
POST   /api/v1/notifications/requests/:id/dismiss     T M P U
GET    /api/v2/notifications                          M I P U
GET    /api/v2/notifications/:id                      I
GET    /api/v2/notifications/:id/accounts             I P
POST   /api/v2/notifications/:id/dismiss              I
GET    /api/v2/notifications/policy                   T I P
PUT    /api/v2/notifications/policy                   I
PATCH  /api/v2/notifications/policy                   T P
GET    /api/v2/notifications/unread_count             M I
GET    /api/v1/polls/:id                              I P E U
POST   /api/v1/polls/:id/votes                        T M I P E U
GET    /api/v1/preferences                            M I P E
GET    /api/v1/profile                                M P U
PUT    /api/v1/profile                                M
PATCH  /api/v1/profile                                P U
DELETE /api/v1/profile/avatar                         M I P
DELETE /api/v1/profile/header                         M I P
GET    /api/v1/push/subscription                      T I P E U
POST   /api/v1/push/subscription                      T M I P E U
PUT    /api/v1/push/subscription                      T M P E U
DELETE /api/v1/push/subscription                      T I P E U
POST   /api/v1/reports                                T M I P E U
GET    /api/v1/scheduled_statuses                     T P E U
PUT    /api/v1/scheduled_statuses/:id                 P U
DELETE /api/v1/scheduled_statuses/:id                 T P E U
GET    /api/v1/search                                 E U
GET    /api/v2/search                                 T M I P E U
GET    /api/v1/statuses                               M P
POST   /api/v1/statuses                               T M I P E U
GET    /api/v1/statuses/:id                           T M I P E U
PUT    /api/v1/statuses/:id                           T M I P E U
DELETE /api/v1/statuses/:id                           T M I P E U
POST   /api/v1/statuses/:id/bookmark                  T M I P E U
POST   /api/v1/statuses/:id/unbookmark                T M I P E U
GET    /api/v1/statuses/:id/context                   T M I P E U
POST   /api/v1/statuses/:id/favourite                 T M I P E U
POST   /api/v1/statuses/:id/unfavourite               T M I P E U
GET    /api/v1/statuses/:id/favourited_by             T M I P E U
GET    /api/v1/statuses/:id/history                   T M I P E U
PUT    /api/v1/statuses/:id/interaction_policy        M P U
POST   /api/v1/statuses/:id/mute                      T M P E U
POST   /api/v1/statuses/:id/unmute                    T M P E U
POST   /api/v1/statuses/:id/pin                       T M I P E U
POST   /api/v1/statuses/:id/unpin                     T M I P E U
GET    /api/v1/statuses/:id/quotes                    M I P E U
POST   /api/v1/statuses/:id/quotes/:id/revoke         M P U
POST   /api/v1/statuses/:id/reblog                    T M I P E U
POST   /api/v1/statuses/:id/unreblog                  T M I P E U
GET    /api/v1/statuses/:id/reblogged_by              T M I P E U
GET    /api/v1/statuses/:id/source                    T M P U
POST   /api/v1/statuses/:id/translate                 T M I U
GET    /api/v1/streaming                              I P E U
GET    /api/v1/tags/:id                               T M I P E U
POST   /api/v1/tags/:id/follow                        T M I P E U
POST   /api/v1/tags/:id/unfollow                      T M I P E U
POST   /api/v1/tags/:id/feature                       U
POST   /api/v1/tags/:id/unfeature                     U
GET    /api/v1/timelines/home                         T M I P E U
GET    /api/v1/timelines/link                         I P U
GET    /api/v1/timelines/list/:id                     T M I P E U
GET    /api/v1/timelines/public                       T M I P E U
GET    /api/v1/timelines/tag/:id                      T M I P E U
GET    /api/v1/trends                                 M
GET    /api/v1/trends/links                           M I P E U
GET    /api/v1/trends/statuses                        T M I P E U
GET    /api/v1/trends/tags                            T I P E U
GET    /api/v2/filters                                T M I P U
POST   /api/v2/filters                                T M I P U
GET    /api/v2/filters/:id                            T U
PUT    /api/v2/filters/:id                            T M I P U
DELETE /api/v2/filters/:id                            T M I P U
POST   /api/v2/filters/:id/keywords                   T I
PUT    /api/v2/filters/keywords/:id                   T
DELETE /api/v2/filters/keywords/:id                   T I
GET    /api/v2/instance                               T M I P E U
GET    /api/v1/suggestions                            I
GET    /api/v2/suggestions                            M I E U
GET    /.well-known/nodeinfo                          P U
GET    /.well-known/oauth-authorization-server        P
POST   /oauth/revoke                                  T M P U
POST   /oauth/token                                   T M I P E U
"""


def calls() -> Iterator[Call]:
    for line in _CALLS.strip().splitlines():
        method, path, *apps = line.split()
        yield Call(method, path, tuple(apps))


#: How they ask, where that is more than an address: the parameters as each spells them.
QUESTIONS = """
/api/v1/notifications?exclude_types[]=admin.sign_up&exclude_types[]=pleroma:emoji_reaction&limit=30
/api/v1/notifications?include_filtered=true&types[]=mention&types[]=quote&limit=1&since_id=1
/api/v1/notifications?account_id=1&supported_types[]=mention
/api/v2/notifications?expand_accounts=full&grouped_types[]=favourite&grouped_types[]=reblog&grouped_types[]=follow
/api/v2/notifications?limit=20&expand_accounts=partial_avatars&types[]=mention&supported_types[]=favourite
/api/v2/notifications/unread_count?types[]=mention&exclude_types[]=follow&account_id=1&grouped_types[]=follow
/api/v1/timelines/public?local=true&only_media=true&remote=false&limit=30
/api/v1/timelines/tag/soup?any[]=stew&any[]=broth&local=false&only_media=true&min_id=1
/api/v1/timelines/link?url=https%3A%2F%2Fexample.org%2F&limit=20
/api/v1/accounts/:me/statuses?exclude_replies=true&exclude_reblogs=true&only_media=true&pinned=false&tagged=soup
/api/v1/accounts/relationships?id[]=:me&id[]=1&with_suspended=true
/api/v1/accounts/familiar_followers?id[]=:me
/api/v1/accounts/search?q=a&resolve=true&limit=10&following=true
/api/v1/accounts?id[]=:me&id[]=1
/api/v1/statuses?id[]=1&id[]=2
/api/v2/search?q=soup&type=accounts&resolve=true&limit=20&offset=20&following=true
/api/v1/markers?timeline[]=home&timeline[]=notifications
/api/v1/markers?timeline=notifications
/api/v1/announcements?with_dismissed=true
/api/v1/trends/statuses?offset=20&limit=20
/api/v1/directory?offset=0&limit=40&order=active&local=true
/api/v1/lists/:list/accounts?limit=0
/api/v1/accounts/:me/followers?max_id=1&limit=40
/api/v1/notifications/requests?max_id=1&limit=40
"""
