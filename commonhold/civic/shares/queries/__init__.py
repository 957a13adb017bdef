"""What may be known of shares: totals by everybody, holdings by whom they concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.shares.queries.desk import ShareDesk, share_desk
    from commonhold.civic.shares.queries.listing import ListedMember, may_read_list, member_list
    from commonhold.civic.shares.queries.offered import OfferView, offer, offers
    from commonhold.civic.shares.queries.own import MyShares, my_shares
    from commonhold.civic.shares.queries.public import SharesView, shares
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "ListedMember",
    "MyShares",
    "OfferView",
    "ShareDesk",
    "SharesView",
    "may_read_list",
    "member_list",
    "my_shares",
    "offer",
    "offers",
    "share_desk",
    "shares",
]
