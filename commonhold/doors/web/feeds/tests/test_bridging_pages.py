from __future__ import annotations

import re

from django.test import Client

from commonhold.doors.web.feeds.tests.looking import ago, keep, order, text
from commonhold.ground.clock import queries as clock
from commonhold.social.bridging import queries
from commonhold.social.bridging.models import Question, Rating
from commonhold.social.feeds import commons
from commonhold.social.feeds.models import Week
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from tests.visible import visible_text


def test_a_small_co_op_reads_why_bridging_does_not_count(coop):
    page = text(Client(), "/feeds/bridging")
    assert "It needs 1000 people who take part" in page
    assert "Fewer than five people take part." in page


def test_a_member_takes_part_answers_and_leaves_without_a_trace(caro, ben):
    me, client = caro
    client.post("/feeds/bridging/part", {"do": "begin"})
    assert queries.takes_part(Viewer(me))
    post = publish_post(ben, text="asked about", now=ago(3))
    Question.objects.create(id=1, post_id=post, person_id=me, at=clock.now())
    assert "asked about" in text(client, "/feeds/bridging")
    client.post("/feeds/bridging/answer", {"post": str(post), "worth": "yes"})
    assert Rating.objects.get(was_asked=True).is_worthwhile
    assert client.post("/feeds/bridging/answer", {"post": str(post), "worth": "yes"}).status_code == 404
    client.post("/feeds/bridging/part", {"do": "end"})
    assert not Rating.objects.exists()


def test_beneath_why_whoever_takes_part_says_whether_it_is_worth_others_time(caro):
    _me, client = caro
    order(client, keep(client))
    (link, *_more) = re.findall(r'href="(/feeds/why/\d+)"', client.get("/").content.decode())
    assert "Worth others' time?" not in text(client, link)
    client.post("/feeds/bridging/part", {"do": "begin"})
    assert "Worth others' time?" in text(client, link)
    client.post(link.replace("why", "bridging/rate"), {"worth": "no"})
    assert not Rating.objects.get().is_worthwhile


def test_the_state_of_the_commons_tells_nothing_of_few_people(coop):
    assert "Nothing was looked at yet" in text(Client(), "/feeds/commons")
    commons.look(clock.now())
    assert "too few people" in text(Client(), "/feeds/commons")
    Week.objects.update(readers=12, authors=40, busiest_tenth=253, newcomers=0)
    page = visible_text(Client().get("/feeds/commons").content.decode())
    assert "25.3 %" in page
    assert page.count("too few people") == 2
