from __future__ import annotations

from django.urls import path

from commonhold.doors.web.groups import desk, elections, joining, posts, views

urlpatterns = [
    path("groups", views.groups_page, name="groups"),
    path("groups/new", views.found, name="found_group"),
    path("g/<str:handle>", views.about_tab, name="group"),
    path("g/<str:handle>/posts", posts.posts_tab, name="group_posts"),
    path("g/<str:handle>/posts/<int:post_id>", posts.order_page, name="order_in_group"),
    path("g/<str:handle>/members", views.members_tab, name="group_members"),
    path("g/<str:handle>/events", views.events_tab, name="group_events"),
    path("g/<str:handle>/edit", views.change, name="change_group"),
    path("g/<str:handle>/join", joining.join, name="join_group"),
    path("g/<str:handle>/ask", joining.ask, name="ask_group"),
    path("g/<str:handle>/leave", joining.leave, name="leave_group"),
    path("g/<str:handle>/invite", joining.invite, name="invite_to_group"),
    path("g/<str:handle>/requests", desk.requests_page, name="group_requests"),
    path("g/<str:handle>/members/<int:person_id>", desk.member_page, name="group_member"),
    path("g/<str:handle>/lift-ban", desk.lift_ban, name="lift_group_ban"),
    path("g/<str:handle>/call-election", elections.call, name="call_election"),
    path("g/<str:handle>/elections/<int:election_id>", elections.election_page, name="group_election"),
    path("g/<str:handle>/elections/<int:election_id>/stand", elections.stand, name="stand_in_group"),
    path("g/<str:handle>/elections/<int:election_id>/nominate", elections.nominate, name="nominate_in_group"),
    path("g/<str:handle>/elections/<int:election_id>/vote", elections.vote, name="vote_in_group"),
    path("g/<str:handle>/elections/<int:election_id>.blt", elections.ballots, name="group_ballots"),
]
