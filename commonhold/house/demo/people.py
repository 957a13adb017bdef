"""Who lives in the sample co-op. All of them are made up."""

from __future__ import annotations

#: The cast can sign in; the others are there to be read, followed and outvoted.
CAST = {
    "ada": ("Ada Marsh", "Founder. Plants trees, writes rules, unlearns both."),
    "ben": ("Ben Okoro", "I keep the books so that nobody has to trust me."),
    "caro": ("Caro Lind", "Night nurse, day gardener. Ask me about beans."),
    "dev": ("Dev Rao", "New in town. Fixes radios."),
    "finn": ("Finn Tully", "Opinions, mostly warm."),
}

#: Handle, name, what they say of themselves.
NEIGHBOURS = [
    ("hana", "Hana Sato", "Baker. Up before you."),
    ("ivo", "Ivo Petrov", "Bikes, chains, patience."),
    ("jun", "Jun Park", "Draws maps of places that moved."),
    ("kai", "Kai Mendez", "Teaches swimming to people who are afraid of water."),
    ("lea", "Lea Brandt", "Choir, compost, children."),
    ("mia", "Mia Costa", "Library volunteer."),
    ("noa", "Noa Levi", "Beekeeper of eleven thousand."),
    ("ola", "Ola Nilsen", ""),
    ("pia", "Pia Wagner", "Sews. Also sails."),
    ("quin", "Quin Doyle", "Accordion, sorry."),
    ("rosa", "Rosa Marino", "Grandmother of the bread oven."),
    ("sam", "Sam Keita", "Runs the Saturday stall."),
    ("tea", "Tea Novak", "Physics by day."),
    ("uma", "Uma Nair", "Translating slowly."),
    ("vik", "Vik Larsen", "Carpenter. Measure twice."),
    ("wes", "Wes Barlow", ""),
    ("xia", "Xia Chen", "Night photographs."),
    ("yara", "Yara Haddad", "Community kitchen."),
    ("zoe", "Zoe Martin", "Bus driver, line 7."),
    ("abel", "Abel Cruz", "Roofs."),
    ("bea", "Bea Fischer", "Radio plays nobody asked for."),
    ("cyrus", "Cyrus Amini", "Chess in the park, Sundays."),
    ("dora", "Dora Weiss", "Plumber."),
    ("emil", "Emil Hansen", "Seeds and spreadsheets."),
    ("faye", "Faye Morgan", "Walks dogs that aren't hers."),
    ("gita", "Gita Patel", "Midwife."),
    ("hugo", "Hugo Reyes", "Stage lights."),
    ("ines", "Ines Duarte", "Learning the cello at sixty."),
    ("jonas", "Jonas Berg", ""),
    ("kira", "Kira Volkova", "Rivers, and what swims in them."),
    ("lio", "Lio Conti", "Ice cream in winter."),
    ("maya", "Maya Cohen", "Letters to the council."),
    ("nils", "Nils Holm", "Clocks."),
    ("orla", "Orla Byrne", "Storyteller."),
    ("paul", "Paul Meyer", "Repair evening regular."),
    ("rhea", "Rhea Kapoor", "Murals."),
    ("said", "Said Benali", "Mint tea for everybody."),
    ("tom", "Tom Ashby", "Moved away in the end."),
    ("ursa", "Ursa Kos", "Maps the stars over the car park."),
    ("vera", "Vera Sokol", "Second-hand books."),
    ("wim", "Wim de Boer", "Canal swimmer."),
]
