"""What stays in the database of somebody who is erased, each with the reason. All else must go.

A key is a table, `table.column`, or `table.column ROLE`: the column by which the row is about her.
"""

from __future__ import annotations

_BOOKS = "the books: kept as long as the law asks"
_REGISTER = "the register of members and shares: numbers and codes"
#: The filled-in proposal is a draft, which goes; one that members read stays, as its own tests say.
_DECISIONS = "what members decided, and what they read for it: without a name"
_CASES = "what a case rests on: kept until nothing about it can be appealed any more"
_OTHERS = "somebody else's words, in whose row she stands as who looked after it"
_ELSEWHERE = "other servers' addresses, so that who is gone there stays gone here"
_LOOKS = "who looked at whose data: never changed, so that nobody looks unseen; the words went"
_CODE = "a code of ours, which says nothing to anybody"

_WHOLE_TABLES = {
    _BOOKS: """
        accounting_appropriation accounting_auditornote accounting_closing accounting_closingstep
        accounting_part accounting_statement
        credit_reversal credit_restoration
        contributions_opening contributions_preview contributions_splitline contributions_workanswer
        contributions_workpay
        payments_cardpayment payments_cardstep payments_invoice payments_layout payments_paper payments_run
        payments_statement payments_statementfile payments_transfer
        sponsors_ad sponsors_adstep sponsors_daycount sponsors_spot
        treasury_bill treasury_billfile treasury_billstep treasury_cost treasury_duescredit
        treasury_standingbill treasury_standingbillmonth
        winding_askedbooking winding_booking winding_settlement
    """,
    _REGISTER: """
        shares_notice shares_operation shares_pledge shares_subscription shares_suspension shares_transfer
    """,
    _DECISIONS: """
        governance_boardword governance_ceremony governance_ceremonymessage governance_countsheet
        governance_emergencymeasure governance_openedballot governance_pause governance_poll
        governance_publishedballot governance_sealedballot
        governance_sealedvote governance_seat governance_signedballot governance_step governance_trusteepart
        governance_usedseal governance_votercredential
        meetings_adoption meetings_agendaitem meetings_meeting meetings_meetingstep meetings_minutes
        meetings_reportsnapshot
        moving_in_bookedline moving_in_pastdecision
    """,
    _CASES: """
        moderation_appeal moderation_borrowing moderation_case moderation_draw moderation_juror
        moderation_lawreport moderation_measure moderation_duty labels_label labels_labeler
    """,
    _ELSEWHERE: """
        actors_remoteactor actors_remotefollow actors_remotekey blocklists_blocklist blocklists_listing
        lookups_lookup media_mediumelsewhere posts_postelsewhere
    """,
    _OTHERS: "emoji_emoji groups_election groups_group",
    _LOOKS: "rights_look",
}
_COLUMNS = {
    _BOOKS: """
        contributions_work.what verified_by
        exchange_agreement.licence_words exchange_agreement.text exchange_agreement.title
        exchange_agreement.place asker
        payments_allocation.subject
        payments_expected.account payments_expected.kind payments_expected.reference payments_expected.subject
        payments_hold.cause
        payments_line.batch payments_line.end_to_end payments_line.entry_ref payments_line.fingerprint
        payments_line.kind payments_line.reference
        exchange_poolquestion.parts by
        payments_splitpayment.kind payments_splitpayment.subject
        payments_splitpayment.left_account payer
        payments_owed.account payments_owed.kind payments_owed.subject
        moving_in_import.accounts moving_in_import.sha256
        moving_in_import.filename undone_by
        moving_in_import.filename written_by
        moving_in_import.text undone_by
        moving_in_import.text written_by
    """,
    _DECISIONS: """
        deliberation_amendment.decisions deliberation_amendment.on_decisions deliberation_amendment.on_text
        deliberation_amendment.on_title deliberation_amendment.text deliberation_amendment.title
        deliberation_amendmentanswer.reason
        governance_delegation.topic to
        governance_optionrow.lot
        roadmap_estimate.line
        roadmap_ideastep.link
    """,
    _CASES: """
        moderation_report.about moderation_report.answer moderation_report.first_answer
        moderation_report.passed_on_to
        moderation_report.copy reporter
        exchange_dispute.proposal
        exchange_dispute.words mediator
        labels_dispute.words answered_by
        moderation_report.rule answered_by
        moderation_report.rule first_answered_by
        moderation_report.rule person
        moderation_report.second_words answered_by
        moderation_report.second_words first_answered_by
        moderation_report.second_words person
        moderation_report.words answered_by
        moderation_report.words first_answered_by
        moderation_report.words person
    """,
    _OTHERS: """
        arrivals_arrival.address freed_by
        arrivals_arrival.digest freed_by
        arrivals_arrival.freed_words freed_by
        arrivals_arrival.later person
        arrivals_arrival.suspended_words freed_by
        arrivals_arrival.username freed_by
        events_event.cancel_reason cancelled_by
        exchange_word.text about
        notifications_notification.words actor
        events_event.link cancelled_by
        events_event.place cancelled_by
        events_event.text cancelled_by
        events_event.title cancelled_by
        groups_candidacy.words nominated_by
        groups_groupban.reason by
        groups_groupban.reason lifted_by
        groups_groupmember.end_reason ended_by
        groups_joinrequest.words answered_by
        posts_post.html circle_of
        posts_post.html waits_for
        posts_post.imported_as circle_of
        posts_post.imported_as waits_for
        posts_post.language circle_of
        posts_post.language waits_for
        posts_post.text circle_of
        posts_post.text waits_for
        posts_post.warning circle_of
        posts_post.warning waits_for
    """,
    _CODE: """
        actors_ownkey.public_pem
        events_event.time_zone
        credit_hold.key
        exchange_agreement.time_zone
        exchange_offer.category exchange_offer.looked_at_for exchange_offer.time_zone
        exchange_poolquestion.category
        exchange_workfile.mime exchange_workfile.sha256
        governance_mandate.reference
        media_medium.mime media_medium.secret media_medium.trouble
        members_application.class_key members_belonging.class_key members_belonging.reference
        members_finding.reference members_hearing.reference members_member.commitment
        members_panelword.reference members_vouchingpause.lifted_by
        moving_in_invitation.class_key moving_in_invitation.digest
        posts_restriction.reference
    """,
}


def _named(written: str) -> list[str]:
    """Names apart, except that a role belongs to the name before it, alone on its line."""
    found = []
    for line in written.strip().splitlines():
        first, _space, rest = line.strip().partition(" ")
        one = bool(rest) and "." in first and "." not in rest
        found += [line.strip()] if one else line.split()
    return found


KEPT = {
    name: reason
    for lists in (_WHOLE_TABLES, _COLUMNS)
    for reason, written in lists.items()
    for name in _named(written)
}


def is_kept(column: str) -> bool:
    """May `table.column ROLE` stay?"""
    return bool(names_of(column) & KEPT.keys())


def names_of(column: str) -> set[str]:
    """The keys that allow it."""
    bare = column.partition(" ")[0]
    return {column, bare, bare.partition(".")[0]}
