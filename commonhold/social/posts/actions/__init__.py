"""What people do with posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.social.posts.actions.appreciate import (
        favourite_post,
        favourite_posts,
        thank_author,
        unfavourite_post,
        withdraw_thanks,
    )
    from commonhold.social.posts.actions.approve import let_reply_in, refuse_reply
    from commonhold.social.posts.actions.arrive import arrive_post
    from commonhold.social.posts.actions.arrived_change import change_arrived, remove_arrived
    from commonhold.social.posts.actions.boost import boost_post, unboost_post
    from commonhold.social.posts.actions.bring import (
        OldPost,
        bring_post,
        brought_among,
        brought_among_all,
        take_back_brought,
    )
    from commonhold.social.posts.actions.bring_community import (
        OldMark,
        bring_marks,
        show_brought,
        withhold_brought,
    )
    from commonhold.social.posts.actions.draft import (
        discard_draft,
        save_draft,
        schedule_post,
        unschedule_post,
    )
    from commonhold.social.posts.actions.edit import edit_post
    from commonhold.social.posts.actions.habits import choose_habits
    from commonhold.social.posts.actions.in_groups import (
        announce_in_group,
        pin_in_group,
        take_out_of_group,
        unpin_in_group,
    )
    from commonhold.social.posts.actions.keep import bookmark_post, unbookmark_post
    from commonhold.social.posts.actions.mute import mute_thread, unmute_thread
    from commonhold.social.posts.actions.once import publish_once
    from commonhold.social.posts.actions.pin import pin_arrived, pin_post, unpin_post
    from commonhold.social.posts.actions.publish import publish_post
    from commonhold.social.posts.actions.quote import (
        allow_quote,
        ask_to_quote,
        choose_who_may_quote,
        refuse_quote,
    )
    from commonhold.social.posts.actions.remove import redraft_post, remove_post, restore_post
    from commonhold.social.posts.actions.restrict import free_post, restrict_post
    from commonhold.social.posts.actions.vote import choose_in_poll, choose_one_in_poll
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "OldMark",
    "OldPost",
    "allow_quote",
    "announce_in_group",
    "arrive_post",
    "ask_to_quote",
    "bookmark_post",
    "boost_post",
    "bring_marks",
    "bring_post",
    "brought_among",
    "brought_among_all",
    "change_arrived",
    "choose_habits",
    "choose_in_poll",
    "choose_one_in_poll",
    "choose_who_may_quote",
    "discard_draft",
    "edit_post",
    "favourite_post",
    "favourite_posts",
    "free_post",
    "let_reply_in",
    "mute_thread",
    "pin_arrived",
    "pin_in_group",
    "pin_post",
    "publish_once",
    "publish_post",
    "redraft_post",
    "refuse_quote",
    "refuse_reply",
    "remove_arrived",
    "remove_post",
    "restore_post",
    "restrict_post",
    "save_draft",
    "schedule_post",
    "show_brought",
    "take_back_brought",
    "take_out_of_group",
    "thank_author",
    "unbookmark_post",
    "unboost_post",
    "unfavourite_post",
    "unmute_thread",
    "unpin_in_group",
    "unpin_post",
    "unschedule_post",
    "withdraw_thanks",
    "withhold_brought",
]
