from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person
from commonhold.social.posts.models import Post


class Notification(models.Model):
    """Something that a person is told, once.

    `kind` is an open vocabulary: "reply", "mention", "thanks", "favourite", "follow", "follow-request",
    "follow-accepted" come from this floor, others such as "vouch" or "proposal.voting" from above.
    `subject` is what it is about where that is no post, such as "proposal:ID"; `words` are its title.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=80, default="", blank=True)
    words = models.CharField(max_length=200, default="", blank=True)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "subject", "actor"],
                condition=Q(actor__isnull=False),
                name="told_once_of_an_actor",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "subject"], condition=Q(actor=None), name="told_once_of_a_subject"
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="notifications_of_person")]
