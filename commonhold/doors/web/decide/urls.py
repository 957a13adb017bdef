from __future__ import annotations

from django.urls import path

from commonhold.doors.web.decide import ballot, checks, delegate, mine, propose, roles, taking_part, views
from commonhold.doors.web.decide.sealed import views as sealed

urlpatterns = [
    path("decide", views.proposals_page, name="decide"),
    path("decide/new", propose.new, name="propose"),
    path("decide/mine", mine.mine_page, name="needs_me"),
    path("decide/mine/calm", mine.calm, name="calm"),
    path("decide/mine/calm/undo", mine.calm_no_more, name="calm_no_more"),
    path("decide/roles", roles.roles_page, name="roles"),
    path("decide/delegate", delegate.delegate_page, name="delegate"),
    path("decide/delegate/take-back", delegate.take_back, name="take_back"),
    path("decide/<int:proposal_id>", views.proposal_page, name="proposal"),
    path("decide/<int:proposal_id>/ballot", ballot.cast, name="ballot"),
    path("decide/<int:proposal_id>/sponsor", taking_part.sponsor, name="sponsor_proposal"),
    path("decide/<int:proposal_id>/stand", taking_part.stand_here, name="stand"),
    path("decide/<int:proposal_id>/options", taking_part.offer, name="offer_option"),
    path(
        "decide/<int:proposal_id>/options/<int:option_id>/withdraw",
        taking_part.take_back,
        name="withdraw_option",
    ),
    path("decide/<int:proposal_id>/recount", taking_part.recount, name="ask_recount"),
    path("decide/<int:proposal_id>/petition", taking_part.petition, name="sign_petition"),
    path("decide/<int:proposal_id>/registered", taking_part.register, name="note_registration"),
    path("decide/<int:proposal_id>/refuse", taking_part.refuse, name="refuse_enactment"),
    path("decide/<int:proposal_id>/appeal", taking_part.appeal, name="appeal_refusal"),
    path("decide/<int:proposal_id>/pause", taking_part.pause, name="pause_enactment"),
    path("decide/<int:proposal_id>/notice", propose.give_notice, name="notice"),
    path("decide/<int:proposal_id>/withdraw", propose.withdraw, name="withdraw"),
    path("decide/<int:proposal_id>/ballots.blt", checks.ballots_file, name="ballots_file"),
    path("decide/<int:proposal_id>/ballots.json", checks.ballots_json, name="ballots_json"),
    path("decide/<int:proposal_id>/count.json", checks.count_file, name="count_file"),
    path("decide/<int:proposal_id>/board", sealed.board_page, name="sealed_board"),
    path("decide/<int:proposal_id>/trustee", sealed.trustee_page, name="trustee"),
    path("decide/<int:proposal_id>/sealed", sealed.hand_in, name="hand_in_sealed"),
    path("decide/<int:proposal_id>/sealed.json", sealed.board_json, name="sealed_json"),
    path("decide/<int:proposal_id>/bundle.zip", sealed.bundle, name="sealed_bundle"),
    path("decide/<int:proposal_id>/reason", sealed.reason, name="give_reason"),
    path("decide/<int:proposal_id>/receipt", checks.find_receipt, name="find_receipt"),
]
