"""How somebody comes to be here, speaks of herself, follows others, and keeps others away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.social.people.actions.agreeing import agree, agree_if_asked
    from commonhold.social.people.actions.arriving import (
        create_login,
        create_person,
        hash_of,
        meet_remote_person,
        open_account,
        sign_up,
    )
    from commonhold.social.people.actions.circles import choose_who_sees_circle
    from commonhold.social.people.actions.confirming import ask_for_confirmation
    from commonhold.social.people.actions.coop import follow_coop, open_coop_account
    from commonhold.social.people.actions.describing import (
        add_to_description,
        choose_to_approve_followers,
        choose_to_be_found,
        describe_person,
        present_oneself,
        show_picture,
    )
    from commonhold.social.people.actions.farewell import say_farewell
    from commonhold.social.people.actions.following import (
        accept_follow,
        choose_bell,
        decline_follow,
        follow,
        follow_where_she_went,
        remove_follower,
        settle_follow,
        unfollow,
    )
    from commonhold.social.people.actions.notes import LONGEST_NOTE, write_note
    from commonhold.social.people.actions.parts import choose_who_sees_parts
    from commonhold.social.people.actions.profiles import (
        MOST_PROFILES,
        add_profile,
        close_profile,
        switch_profile,
    )
    from commonhold.social.people.actions.recovering import give_account_back
    from commonhold.social.people.actions.remote import Described, describe_remote_person
    from commonhold.social.people.actions.safety import (
        block,
        block_server,
        hide_boosts,
        mute,
        show_boosts,
        unblock,
        unblock_server,
        unmute,
    )
    from commonhold.social.people.actions.standing import end_standing, grant_standing
    from commonhold.social.people.actions.suggestions import suggest_no_more
    from commonhold.social.people.actions.unclaimed import (
        OldTie,
        bring_ties,
        cover_page,
        create_unclaimed,
        free_handle,
        give_sign_in,
        uncover_page,
    )
    from commonhold.social.people.actions.verifying import note_whether_it_links_back
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "LONGEST_NOTE",
    "MOST_PROFILES",
    "Described",
    "OldTie",
    "accept_follow",
    "add_profile",
    "add_to_description",
    "agree",
    "agree_if_asked",
    "ask_for_confirmation",
    "block",
    "block_server",
    "bring_ties",
    "choose_bell",
    "choose_to_approve_followers",
    "choose_to_be_found",
    "choose_who_sees_circle",
    "choose_who_sees_parts",
    "close_profile",
    "cover_page",
    "create_login",
    "create_person",
    "create_unclaimed",
    "decline_follow",
    "describe_person",
    "describe_remote_person",
    "end_standing",
    "follow",
    "follow_coop",
    "follow_where_she_went",
    "free_handle",
    "give_account_back",
    "give_sign_in",
    "grant_standing",
    "hash_of",
    "hide_boosts",
    "meet_remote_person",
    "mute",
    "note_whether_it_links_back",
    "open_account",
    "open_coop_account",
    "present_oneself",
    "remove_follower",
    "say_farewell",
    "settle_follow",
    "show_boosts",
    "show_picture",
    "sign_up",
    "suggest_no_more",
    "switch_profile",
    "unblock",
    "unblock_server",
    "uncover_page",
    "unfollow",
    "unmute",
    "write_note",
]
