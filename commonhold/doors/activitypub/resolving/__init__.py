"""Who and what is meant by addresses of other servers: known here, or asked for, and then written down.

Never within a transaction: other servers take their time. All raise Unreachable where an answer may come
later, Strange or Blocked where none will, and a Refusal where one of our rooms takes it from nobody.
"""

from __future__ import annotations

from commonhold.doors.activitypub.resolving.world import World

#: The one that leads to the internet.
WORLD = World()

actor_of = WORLD.actor_of
key_of = WORLD.key_of
post_of = WORLD.post_of
take_post = WORLD.take_post
members_of = WORLD.members_of
found_at = WORLD.found_at
called = WORLD.called

__all__ = ["WORLD", "World", "actor_of", "called", "found_at", "key_of", "members_of", "post_of", "take_post"]
