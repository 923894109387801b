"""What a view of awards starts from: the cycle, heading or proposal that the reader may see, else 404."""

import uuid

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from awards.models import AwardCycle, Proposal
from awards.queries.cycles import Heading, cycles_for, headings_of
from awards.queries.proposals import proposals_for


def found_cycle(request: HttpRequest, cycle: int) -> AwardCycle:
    return get_object_or_404(cycles_for(request.user), pk=cycle)


def found_heading(cycle: AwardCycle, rule: str, side: str) -> Heading:
    for heading in headings_of(cycle):
        if (heading.rule.code, heading.side) == (rule, side):
            return heading
    raise Http404


def found_proposal(request: HttpRequest, proposal: uuid.UUID) -> Proposal:
    return get_object_or_404(proposals_for(request.user), public_id=proposal)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing before it was sent."""
    return request.POST if request.method == "POST" else None
