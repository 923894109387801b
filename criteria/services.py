"""Writes of criteria sets: a published version is frozen, changes go into a new version."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from common import clock
from common.access import Denied, require
from common.events import event_log
from criteria.enums import SetState
from criteria.models import CriteriaSet
from criteria.queries import set_tree
from criteria.soundness import unsound_codes
from criteria.uses import use_of
from units.models import User

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def criteria_set_publish(*, criteria_set: CriteriaSet, by: User | None) -> CriteriaSet:
    """Draft to published; from then on nothing below the set can change, so every rule must be able to score."""
    row = CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    require(row.is_draft or Denied("state", _("Only a draft can be published.")))
    if codes := unsound_codes(row):
        reason = _("These criteria cannot be scored as they stand: %(codes)s.") % {"codes": ", ".join(codes)}
        require(Denied("unsound", reason, 409))
    row.state = SetState.PUBLISHED
    row.published_at = clock.now()
    row.save(update_fields=["state", "published_at"])
    event_log(actor=by, action="criteria_set.published", target=row, before="draft", after="published")
    return row


@transaction.atomic
def criteria_set_retire(*, criteria_set: CriteriaSet, by: User | None) -> CriteriaSet:
    """Published to retired: no round takes it any more; what was assessed with it stays as it is."""
    row = CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    require(row.state == SetState.PUBLISHED or Denied("state", _("Only a published version can be retired."), 409))
    if used := use_of(row):
        require(Denied("in_use", _("This version is still needed: %(what)s.") % {"what": used}, 409))
    row.state = SetState.RETIRED
    row.save(update_fields=["state"])
    event_log(actor=by, action="criteria_set.retired", target=row, before="published", after="retired")
    return row


@transaction.atomic
def criteria_set_restore(*, criteria_set: CriteriaSet, by: User | None) -> CriteriaSet:
    """Retired back to published: rounds can take it again."""
    row = CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    require(row.state == SetState.RETIRED or Denied("state", _("Only a retired version can be restored."), 409))
    row.state = SetState.PUBLISHED
    row.save(update_fields=["state"])
    event_log(actor=by, action="criteria_set.restored", target=row, before="retired", after="published")
    return row


@transaction.atomic
def criteria_set_clone(*, criteria_set: CriteriaSet, by: User | None) -> CriteriaSet:
    """A draft of the next version with the same content; codes stay, so that versions can be compared."""
    newest = CriteriaSet.objects.filter(code=criteria_set.code).order_by("-version").first()
    copy = _copy(criteria_set, version=(newest or criteria_set).version + 1, state=SetState.DRAFT, published_at=None)
    copy.cloned_from = criteria_set
    copy.save()
    for area in set_tree(criteria_set):
        new_area = _copy(area, criteria_set=copy)
        for criterion in area.criteria.all():
            new_criterion = _copy(criterion, area=new_area)
            for item in criterion.items.all():
                new_item = _copy(item, criterion=new_criterion)
                for option in item.options.all():
                    _copy(option, item=new_item)
            for applicability in criterion.applicabilities.all():
                new_row = _copy(applicability, criterion=new_criterion)
                new_row.named_units.set(applicability.named_units.all())
    for rows in (criteria_set.na_reasons, criteria_set.adjustment_rules, criteria_set.grade_rules):
        for row in rows.all():
            _copy(row, criteria_set=copy)
    event_log(actor=by, action="criteria_set.cloned", target=copy, data={"from": criteria_set.version})
    return copy


def _copy(row: Row, **changes: Any) -> Row:
    """A new row with the same fields but `changes`."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in changes
    }
    copy = type(row)(**values, **changes)
    copy.save()
    return copy
