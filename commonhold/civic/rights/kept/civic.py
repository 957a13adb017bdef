"""What rooms of the co-op keep of people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.civic.rights.kept.line import Ground, Kept
from commonhold.civic.rights.kept.words import BOOKS, DECIDE, GOES, LAW, NAMELESS, OWN, SAFE, STAYS

_C, _L, _I = Ground.CONTRACT, Ground.LAW, Ground.INTEREST

KEPT = (
    Kept(
        "rights",
        "SignIn",
        _("When, and with which browser you signed in; no network address"),
        _("So that you find a stranger in the list"),
        _I,
        _("It goes after the days that the charter says, and when you leave"),
    ),
    Kept(
        "rights",
        "Look LookedAt",
        _("Who looked at your private data, and why"),
        _("So that nobody looks in secret"),
        _L,
        NAMELESS,
    ),
    Kept(
        "rights",
        "Recovery RecoveryStep",
        _("That you asked for an account that you lost, and how you can be reached"),
        _("To give it back to you, and to nobody else"),
        _C,
        GOES,
    ),
    Kept(
        "erasing",
        "Erasure",
        _("That you asked to leave, and from when"),
        _("To do it, and to do it again where an old backup is laid down"),
        _C,
        NAMELESS,
    ),
    Kept(
        "operating",
        "Holding",
        _("Who holds the keys of the machine"),
        _("So that everybody knows who could read what lies on it"),
        _I,
        NAMELESS,
    ),
    Kept(
        "members",
        "Application Member Belonging",
        _("Your application, your membership number, dates and class"),
        _("To keep the register of members"),
        _L,
        LAW,
    ),
    Kept(
        "members",
        "Vouch PanelWord Hearing HearingAnswer VouchingPause Review",
        _("Who vouched for whom, and what the panel said"),
        _("So that members are people, each once"),
        _C,
        NAMELESS,
    ),
    Kept(
        "governance",
        "Mandate Proposal OptionRow Sponsor Seat Reason Recount Signature Pause BoardWord EmergencyMeasure "
        "Delegation Trustee",
        _("What you propose, support and answer for; that you voted, never how in a secret vote"),
        DECIDE,
        _C,
        NAMELESS,
    ),
    Kept(
        "deliberation",
        "Remark Statement Opinion Amendment AmendmentSupport",
        _("What you say while we talk it over"),
        DECIDE,
        _C,
        NAMELESS,
    ),
    Kept(
        "meetings",
        "Meeting MeetingStep MeetingAnswer Presence Minutes",
        _("Meetings: who comes, who was there, minutes"),
        DECIDE,
        _L,
        NAMELESS,
    ),
    Kept(
        "roadmap",
        "Idea IdeaStep Merge Support Estimate",
        _("Ideas, and whom they have behind them"),
        DECIDE,
        _C,
        NAMELESS,
    ),
    Kept(
        "moderation",
        "Case Report Measure Appeal Juror LawReport Recusal Duty",
        _("Reports, cases and measures, with their evidence"),
        SAFE,
        _I,
        STAYS,
    ),
    Kept(
        "treasury",
        "Charge DuesCredit Receipt Waiver Gift DuesChoice",
        _("Your dues, what you paid, and a waiver that nobody else sees"),
        BOOKS,
        _L,
        LAW,
    ),
    Kept(
        "treasury",
        "Bill Cost BillStep BillFile StandingBill StandingBillStep",
        _("Bills that you hand in or answer for"),
        BOOKS,
        _L,
        LAW,
    ),
    Kept(
        "payments",
        "BankDetails PayeeAccount Hold Layout",
        _("Your bank details"),
        _("To pay you what you are owed"),
        _C,
        GOES,
    ),
    Kept(
        "payments",
        "Expected Arrival Owed StatementFile Statement Allocation Run RunStep Transfer CardPayment Refunding "
        "SplitPayment Paper",
        _("Payments to you and from you, and their papers"),
        BOOKS,
        _L,
        LAW,
    ),
    Kept(
        "shares",
        "Operation Subscription SubscriptionEnd Notice NoticeEnd Suspension Transfer TransferStep Pledge",
        _("Your shares in the co-op"),
        _("To keep the register of shares"),
        _L,
        LAW,
    ),
    Kept(
        "accounting",
        "Closing ClosingStep AuditorNote Part",
        _("Who closes and checks the year"),
        BOOKS,
        _L,
        LAW,
    ),
    Kept(
        "contributions",
        "SplitLine Opening Estimate Preview PreviewLine Work WorkAnswer WorkPay",
        _("Your work for the co-op, and your part of what it shares"),
        BOOKS,
        _L,
        LAW,
    ),
    Kept(
        "credit",
        "Limit Balance Leg Payment Reversal Restoration Departure Hold HeldHop",
        _("Whom you trust with how much, and what you owe each other"),
        _("So that people help each other, and it evens out"),
        _C,
        LAW,
    ),
    Kept(
        "exchange",
        "Offer OfferStep Agreement AgreementStep Change Word Dispute StillOwed "
        "Pool PoolArtist PoolWork PoolQuestion PoolVote SoldWork SoldPart",
        _("What you offer and ask for, and what was agreed"),
        _("So that people help each other, and it evens out"),
        _C,
        NAMELESS,
    ),
    Kept("sponsors", "Ad AdStep", _("Ads that you hand in or answer for"), BOOKS, _L, LAW),
    Kept("sponsors", "AdWish", _("Whether you want ads"), OWN, _C, GOES),
    Kept(
        "moving_in",
        "Import Invitation",
        _("What was brought over when the co-op moved in"),
        _("To bring members and books over"),
        _C,
        NAMELESS,
    ),
)
