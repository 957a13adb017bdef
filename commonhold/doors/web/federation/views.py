from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commonhold.doors.web.decide.proposing.links import to_propose
from commonhold.doors.web.federation.evidence import evidence
from commonhold.doors.web.federation.wording import words_of
from commonhold.doors.web.frame import frame_of
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound
from commonhold.social.blocklists import queries as blocklists
from commonhold.social.deliveries import actions
from commonhold.social.deliveries import queries as deliveries
from commonhold.social.labels import reading as labels
from commonhold.social.servers import policies
from commonhold.social.servers import queries as servers
from commonhold.social.servers.naming import read_name
from commonhold.social.servers.refusals import NoSuchDomain

_QUEUE = "/about/federation/queue"
_SET, _END = "servers.set-policy.v1", "servers.end-policy.v1"


@require_safe
def servers_page(request: HttpRequest) -> HttpResponse:
    """What holds for other servers, why, and which vote set it."""
    page = {
        "holding": [(each, to_propose(_END, domain=each.domain)) for each in policies.holding()],
        "ended": policies.ended(),
        "running": servers.running(),
        "only_allowed": policies.is_only_for_allowed(),
        "propose": to_propose(_SET),
        "reads_lists": blocklists.may_read(owner_of(request)),
        "sees_queue": deliveries.may_see(owner_of(request)),
    }
    return render(request, "federation/servers.html", page)


@require_safe
def server_page(request: HttpRequest, domain: str) -> HttpResponse:
    """One server: what holds for it, and for members what is known of it and what they may propose."""
    try:
        name, viewer = read_name(domain), owner_of(request)
    except NoSuchDomain as nothing:
        raise NotFound(str(nothing)) from nothing
    is_for_members = blocklists.may_read(viewer)
    known = evidence(viewer, [name], now=clock.now())[name]
    page = {
        "domain": name,
        "marks": labels.on_servers(frame_of(request).labels, [name], now=clock.now()).get(name, ()),
        "holds": known.holds,
        "known": known if is_for_members else None,
        "ended": [each for each in policies.ended() if each.domain == name],
        "end": to_propose(_END, domain=name),
        "proposals": [
            (policy, f"/decide/new?{urlencode({'kind': 'servers', 'of': name, 'policy': policy})}")
            for policy in ("limit", "mute", "block")
            if known.holds is None or known.holds.kind != policy
        ],
    }
    return render(request, "federation/server.html", page)


@require_safe
@signed_in
def queue_page(request: HttpRequest) -> HttpResponse:
    """What waits for other servers, for whoever holds a mandate."""
    viewer, now = owner_of(request), clock.now()
    queues = [(each, words_of(each.trouble)) for each in deliveries.queues(viewer)]
    page = {"queues": queues, "totals": deliveries.totals(viewer, now=now), "now": now}
    return render(request, "federation/queue.html", page)


@require_POST
@signed_in
def try_again(request: HttpRequest, server_id: int) -> HttpResponse:
    actions.try_again(owner_id_of(request), server_id=server_id, now=clock.now())
    return see_other(_QUEUE)
