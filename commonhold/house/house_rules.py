"""The rules of the house that tests in tests/house/ keep, as lists. Change a list here, with its reason."""

from __future__ import annotations

#: Lines in any file that people read and write; what is generated or vendored is left out.
LONGEST_FILE = 400
MEASURED = (".py", ".html", ".css", ".js", ".sh")
#: Whatever else people wrote: documents, and the scripts, which have no suffix.
SCRIPTS = ("/bench", "/check", "/commonhold", "/environment", "/run", "/test", "/words")
WRITTEN = (*MEASURED, ".md", ".toml", ".json", *SCRIPTS)
NOT_OURS = (
    "/migrations/",
    "/static/commonhold/icons/",
    "/static/commonhold/fonts/",
    "/static/commonhold/vendor/",
    "/locale/",
)

#: Words that say nothing; no file, folder, class or function bears them.
BANNED_NAMES = frozenset({"service", "manager", "helper", "utils", "process", "info"})
#: "Handle" is what stands after the @; as a verb it says nothing either.
BANNED_VERBS = ("handle_",)
#: Methods that a library names.
FOREIGN_NAMES = frozenset(
    {
        "process_exception",
        "process_response",
        "process_view",
        "handle_starttag",
        "handle_endtag",
        "handle_data",
    }
)

#: Who may touch a room's tables besides the room itself: rows that refer to them, and the reads
#: that must be one statement of SQL. Everybody else goes through actions and queries.
MAY_REFER_TO_MODELS = (
    "models.py",
    "commonhold/social/posts/visibility.py",
    "commonhold/social/feeds/queries.py",
    "commonhold/social/feeds/candidates.py",
    "commonhold/social/feeds/ranked.py",
    "commonhold/social/feeds/home.py",
    "commonhold/social/feeds/of_person.py",
)

#: Choices that a room defines beside its rows, for everybody: words, not rows.
VOCABULARY = {"people": ("models.Standing",)}

#: Modules outside tests that may import inside functions, with the reason.
LATE_IMPORTS = {
    "commonhold/civic/payments/by_stripe.py": "few co-ops take cards, and its library is large",
    "commonhold/civic/payments/ibans.py": "every bank of Europe is in it, and few commands need one",
    "commonhold/civic/payments/papers.py": "who asks for a PDF loads what draws one",
    "commonhold/civic/payments/sepa.py": "who makes a payout file loads what writes one",
    "commonhold/doors/mastodon/oauth.py": "sixty modules of OAuth, for those who sign an app in",
    "commonhold/doors/web/exchange/files.py": "the library for calendars takes a twelfth of a start",
    "commonhold/doors/web/events/calendars.py": "the library for calendars takes a twelfth of a start",
    "commonhold/doors/web/shares/files.py": "the library that writes PDF loads slowly, and few ask for paper",
    "commonhold/doors/web/money/report.py": "the library that writes PDF loads slowly, and few ask for paper",
    "commonhold/doors/web/meetings/files.py": "the library for calendars takes a twelfth of a start",
    "commonhold/ground/changes/reading/__init__.py": "on SQLite nobody loads PostgreSQL's driver",
    "commonhold/house/backup/databases.py": "on SQLite nobody loads PostgreSQL's driver",
    "commonhold/house/backup/places.py": "who keeps backups in a bucket loads the library for buckets",
    "commonhold/house/asgi.py": "apps are answered while the rest of the house is loaded",
    "commonhold/house/joining.py": "apps are answered while the rest of the house is loaded",
    "commonhold/house/migrate.py": "a co-op's account is opened once, and what opens it is large",
    "commonhold/house/apps.py": "models exist only when Django has loaded them",
    "commonhold/house/program.py": "a server begins anew instead of loading the console twice",
    "commonhold/house/console.py": "tally and verify must run without Django",
    "commonhold/house/serve.py": "the sample co-op is a tenth of a start, and few servers found one",
    "commonhold/social/bridging/axis.py": "numpy is an extra, and only the nightly fit needs it",
    "commonhold/social/posts/text.py": "sixty modules of Markdown, for those who write",
    "commonhold/social/media/store.py": "S3's library is large, and few co-ops use it",
    "rulebook/ristretto.py": "libsodium takes longer to load than a whole server, and few start to need it",
}

#: Where the time may be asked for. Everywhere else it is an argument.
MAY_ASK_THE_TIME = ("commonhold/doors/", "commonhold/house/", "commonhold/ground/clock/")

#: What belongs to a machine, a tracker or a registry, and says nothing to those who read the project.
WORDS_FROM_ELSEWHERE = (
    r"(?<![\w.\-}])/(?:home|root|tmp|work|(?-i:Users))/\w",
    r"\bissue #?[0-9]",
    r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com))\b",
)
#: Generated from a registry.
MAY_NAME_REGISTRIES = (".lock", "package-lock.json")

#: Queries that give somebody with a mandate what is private. A door calls them only where it asks why first
#: (`doors/web/rights/looking.py`). The value is a function that may do without, or nothing.
PRIVATE_READS = {
    "commonhold.civic.payments.queries.run_file": "",  # whole bank details
    "commonhold.civic.payments.queries.statement": "",  # who paid what, once it is no more today's work
    "commonhold.civic.payments.queries.unassigned": "",  # the same, of what waits to be assigned
    "commonhold.civic.moderation.queries.jury_of": "",  # evidence, with direct messages among it
    "commonhold.civic.governance.queries.panel.case": "",  # an application for membership
    "commonhold.civic.governance.queries.register.register": "",  # everybody who is or was a member
    # It asks which measures there are; `_case` shows it.
    "commonhold.civic.moderation.queries.case": "web/moderation/cases.py:measure",
    "commonhold.civic.rights.queries.recovery": "",  # how somebody can be reached
    "commonhold.civic.moderation.queries.waiting": "",  # reports, with direct messages among them
    # It counts those that wait, and names nobody.
    "commonhold.civic.moderation.queries.law_reports": "web/moderation/cases.py:desk",
}
