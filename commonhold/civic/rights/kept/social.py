"""What rooms of talking keep of people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.civic.rights.kept.line import Ground, Kept
from commonhold.civic.rights.kept.words import DECIDE, EMPTIED, GOES, NAMELESS, OWN, SAFE, TALK
from commonhold.social.consents.purposes import BRIDGING

_C, _L, _I = Ground.CONTRACT, Ground.LAW, Ground.INTEREST

KEPT = (
    Kept(
        "people",
        "Person ProfileField KeptCircle KeptPart",
        _("Your name, what you say about yourself, and to whom you show it"),
        TALK,
        _C,
        NAMELESS,
    ),
    Kept(
        "people",
        "Follow BoostsHidden NotSuggested PrivateNote",
        _("Whom you follow, and what you note about people"),
        OWN,
        _C,
        GOES,
    ),
    Kept("people", "Block Mute ServerBlock", _("Whom you keep away"), SAFE, _C, GOES),
    Kept(
        "people",
        "Agreement",
        _("Which terms you accepted, and when"),
        _("To show what was agreed"),
        _L,
        GOES,
    ),
    Kept(
        "people",
        "Standing CoopAccount",
        _("That you are a member, hold a mandate, or are under a measure"),
        DECIDE,
        _C,
        NAMELESS,
    ),
    Kept(
        "account", "EmailAddress", _("Your email addresses"), _("To sign you in, and to reach you"), _C, GOES
    ),
    Kept(
        "mfa",
        "Authenticator",
        _("Your passkeys, and the secret of your codes, encrypted"),
        _("To sign you in, and nobody else"),
        _C,
        GOES,
    ),
    Kept("consents", "Consent", _("Each yes and no of yours, with its text"), _("To keep to it"), _L, GOES),
    Kept(
        "posts",
        "Post Mention PublishedOnce Announcement",
        _("What you write, and whom you name"),
        TALK,
        _C,
        EMPTIED,
    ),
    Kept(
        "posts",
        "Draft Bookmark ThreadMute ProfilePin Habits Afterwards",
        _("Drafts, bookmarks, and how you like to write"),
        OWN,
        _C,
        GOES,
    ),
    Kept(
        "posts",
        "Thanks Favourite Boost",
        _("What you liked, thanked for and passed on"),
        TALK,
        _C,
        GOES,
    ),
    Kept(
        "posts",
        "GroupPin GroupRemoval Restriction",
        _("What keeps order did with posts"),
        SAFE,
        _I,
        NAMELESS,
    ),
    Kept(
        "media", "Medium", _("Pictures, sounds and films, without what the camera wrote in"), TALK, _C, GOES
    ),
    Kept("portraits", "Portrait", _("Your pictures"), TALK, _C, GOES),
    Kept("polls", "Choice", _("What you chose in polls under posts"), TALK, _C, GOES),
    Kept(
        "conversations",
        "Seat HiddenMessage WriterWish",
        _("With whom you write messages, and who may begin to"),
        TALK,
        _C,
        GOES,
    ),
    Kept("events", "Event EventAnswer CalendarKey", _("Events, and whether you come"), TALK, _C, GOES),
    Kept(
        "groups",
        "Group GroupMember JoinRequest Invitation GroupBan ElectionCall Candidacy GroupBallot ModeratorTerm",
        _("Your groups, and what you do for them"),
        TALK,
        _C,
        NAMELESS,
    ),
    Kept("lists", "List Listing", _("Lists of people that you read together"), OWN, _C, GOES),
    Kept(
        "collections",
        "Collection Inclusion",
        _("Collections of people, yours and those with you"),
        TALK,
        _C,
        GOES,
    ),
    Kept("tags", "TagFollow TagFeature", _("The tags that you follow and show"), OWN, _C, GOES),
    Kept("emoji", "Emoji", _("Emoji that you added"), TALK, _C, NAMELESS),
    Kept("filters", "Filter", _("Words that you don't want to meet"), OWN, _C, GOES),
    Kept(
        "labels",
        "Labeler Label Dispute Subscription",
        _("Labels: those you read, set, and object to"),
        SAFE,
        _C,
        NAMELESS,
    ),
    Kept(
        "feeds",
        "ReadUpTo Feed FeedChoice Ranking NotRecommended ReadsAsEver",
        _("How far you have read, and how your feed is ordered"),
        OWN,
        _C,
        GOES,
    ),
    Kept(
        "bridging",
        "Rating Question Stand",
        _("What you find worth others' time, and from it on which side you stand; nobody is shown it"),
        _("To find what people who seldom agree find worthwhile, alike"),
        Ground.CONSENT,
        GOES,
        consent=BRIDGING,
    ),
    Kept(
        "notifications",
        "Notification KindWish StrangerWish Welcome ReadMark Device DigestWish Sending",
        _("What you were told, how you want to be told, and your devices that ring"),
        _("To tell you of what concerns you"),
        _C,
        GOES,
    ),
    Kept("letters", "Letter", _("Mails to you that wait to go out"), _("To reach you"), _C, GOES),
    Kept("first_hour", "FirstStep", _("How far you are in your first hour"), OWN, _C, GOES),
    Kept("apps", "Code Token", _("Which apps act for you"), _("So that you use the app you like"), _C, GOES),
    Kept(
        "archives",
        "Import Awaited",
        _("What you bring along from another server, until it is in"),
        _("To bring it in"),
        _C,
        GOES,
    ),
    Kept(
        "arrivals",
        "Arrival",
        _(
            "That you came along with your community, the address that you had there until you claim your "
            "page, and if you were suspended there, what that server wrote down of why and how it ended here"
        ),
        _("So that your page is yours, and nobody else's"),
        _I,
        GOES,
    ),
    Kept(
        "takeout",
        "Takeout",
        _("Packages of your own data that you asked for"),
        _("To give it to you"),
        _L,
        GOES,
    ),
    Kept(
        "lookups", "Lookup", _("Addresses on other servers that you looked for"), _("To find them"), _C, GOES
    ),
    Kept(
        "deliveries actors",
        "deliveries.Outgoing actors.OwnKey actors.KeptName actors.Alias actors.Moved actors.RemoteActor "
        "actors.GroupFollower",
        _("What goes to other servers, your key there, and your other addresses"),
        _("So that people on other servers read you"),
        _C,
        GOES,
    ),
    Kept("blocklists", "BlockList", _("Who keeps a list of servers"), SAFE, _I, NAMELESS),
)
