"""What the people of the sample co-op say to each other."""

from __future__ import annotations

POSTS = [
    "The seed library is open again, every Saturday from ten. Bring a jar, take a jar.",
    "Whoever left the **blue ladder** at the yard: it is dry, safe and slightly loved.",
    "Baked forty rolls by accident. They are on the wall by the gate until somebody takes them.",
    "First frost on the cucumbers. We had a good run.",
    "Line 7 is diverted on Thursday. I will wave at the usual corner anyway.",
    "Looking for a second-hand cello case, any colour but beige.",
    "The bees have settled. The neighbours have not. I am bringing honey.",
    "Does anybody have the minutes of the spring meeting? I only find the cake list.",
    "Repaired today: two toasters, one radio, one friendship.",
    "The river was clear to the bottom this morning.",
    "If you borrow the drill, please bring back the *big* bits too.",
    "Choir on Wednesday. Everybody can sing; some of us just haven't been told.",
    "I drew the old tram lines over today's streets. It explains a lot about the kiosk.",
    "Free to a good home: eleven tomato plants and my advice about them.",
    "Our electricity bill halved since the new freezer. Thank you for the vote.",
    "Chess in the park on Sunday. Bring a board or an opinion.",
    "There is a heron on the allotment. It has not applied for membership.",
    "Reading group: chapters four to seven. No spoilers about the baker.",
    "The bread oven is warm until six.",
    "I learned to patch a tyre today. It took three hours and one very patient person.",
    "The mural on the east wall is finished. Come and find yourself in it.",
    "Who can teach me to sharpen a scythe without losing a toe?",
    "Our books balance to the cent again. I know that this excites only me.",
    "The night sky over the car park was worth the cold.",
    "Swimming for people who are afraid of water: two places left, nobody will push you.",
    "Found: one red glove, left hand. It misses its brother.",
    "Market stall rota for next month is up. Mornings need two more people.",
    "The community kitchen made ninety portions. Ninety-one people came. It worked out.",
    "A tiny request: label what you put in the shared fridge, even if it is obvious to you.",
    "My radio play about a lost key is done. It is eleven minutes and nobody finds the key.",
]

MEMBERS_ONLY = [
    "For members: please read the proposal about vouches before Friday. It is short, I promise.",
    "Minutes of the board are in the drawer and, from next month, here.",
    "I would like to hear from those who rarely vote. What would make it easier?",
]

REPLIES = [
    "I will be there.",
    "Thank you for this.",
    "Count me in, and my sister too.",
    "I have one in the cellar. Come by after seven.",
    "This made my morning.",
    "Could we do this every week?",
    "I disagree a little, but I like how you put it.",
    "Bringing cake.",
    "Same here. Third year running.",
    "Wonderful. Is there still room on Saturday?",
    "You should tell the story of how it got there.",
    "I can lend a hand on Sunday.",
]

STATEMENTS = [
    "I live two streets away and already come to the repair evenings. I would like to help carry this.",
    "A friend showed me the kitchen. I cook, and I can drive the van.",
    "I am tired of places that sell my attention. This looks different, and I can read the books.",
    "We moved here in spring. I would like to vote on things that concern me, for once.",
]

VOUCHES = [
    "We have sung together for three years.",
    "My neighbour; fixed my bike twice.",
    "I know her from the kitchen.",
    "We worked on the mural together.",
    "",
]

REASONS = {
    "for": [
        "It costs us little and lets more people in.",
        "I have waited for this since spring.",
        "Simple, fair, easy to undo if it turns out wrong.",
    ],
    "against": [
        "I would rather wait a year and see.",
        "The same money would mend the roof.",
        "It is a fine idea, but the text leaves too much open.",
    ],
}

#: The last day: when (days since the founding), who, what.
LAST_DAY = [
    (59.2, "caro", "Night shift done. The beans have come up, all of them, even the late ones."),
    (59.6, "ada", "Votes are open this week. It takes two minutes, and *your* vote is the one we miss."),
    (59.8, "finn", "I voted no and I still like you all. That is the point of this place, isn't it?"),
]
