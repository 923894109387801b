"""Criteria as rows of an Excel sheet: one row for each scored item, with its options and its scopes.

Columns of the criterion itself are repeated on each row of its items and must agree.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field

from common.sheet_resource import (
    Column,
    SheetResource,
    read_number,
    read_whole,
    words,
    write_number,
)
from criteria.enums import Applies, ItemKind
from criteria.models import Applicability, Area, CriteriaSet, Criterion, FrozenBySet, Item, Option
from criteria.queries import items_of_criteria
from criteria.sheet_words import (
    DUTIES,
    KINDS,
    MEASURES,
    Owners,
    Reach,
    read_options,
    read_owners,
    read_reach,
    write_options,
    write_owners,
    write_reach,
)
from units.models import Unit, UnitKind
from units.queries import kinds_all

POINTS, FIGURE = (read_number(2), write_number), (read_number(6), write_number)
WHOLE = (read_whole, write_number)


class OptionsColumn(Field):
    """The options of an item in one cell; kept aside until the item is saved."""

    def __init__(self) -> None:
        super().__init__(attribute="options", column_name="Các mức và điểm")

    def save(self, instance: Item, row: Mapping[str, str], is_m2m: bool = False, **kwargs: Any) -> None:
        instance.read_options = read_options(row.get(self.column_name) or "")

    def export(self, instance: Item, **kwargs: Any) -> str:
        known = getattr(instance, "read_options", None)
        if known is None:
            known = tuple((row.points, row.text) for row in instance.options.all()) if instance.pk else ()
        return write_options(known)


class ScopeColumn(Field):
    """One kind of unit: which units (`reach`) or which offices (`owners`); kept aside like the options."""

    def __init__(self, kind: UnitKind, part: str) -> None:
        heading = {"reach": f"Áp dụng {kind.code}", "owners": f"Thẩm định {kind.code}"}[part]
        super().__init__(attribute=f"{part}_{kind.code}", column_name=heading)
        self.kind, self.part = kind, part

    def save(self, instance: Item, row: Mapping[str, str], is_m2m: bool = False, **kwargs: Any) -> None:
        text = row.get(self.column_name) or ""
        read = read_reach if self.part == "reach" else read_owners
        instance.__dict__.setdefault("read_scopes", {})[self.kind.code, self.part] = read(text)

    def export(self, instance: Item, **kwargs: Any) -> str:
        known = instance.__dict__.get("read_scopes", {}).get((self.kind.code, self.part))
        if known is None:
            known = self._stored(instance)
        return write_reach(known) if self.part == "reach" else write_owners(known)

    def _stored(self, instance: Item) -> Reach | Owners:
        rows = instance.criterion.applicabilities.all() if instance.criterion_id else ()
        row = next((row for row in rows if row.kind_id == self.kind.pk), None)
        if self.part == "reach":
            return (
                Reach(row.applies, tuple(unit.code for unit in row.named_units.all())) if row else Reach(Applies.NONE)
            )
        codes = [unit.code if unit else "" for unit in (row.owner, row.second_owner, row.substitute)] if row else []
        return Owners(*codes)


class CriteriaResource(SheetResource):
    """Rows of one set; an import needs the draft it goes into."""

    only_out = ("Bộ tiêu chí",)

    set_name = Column("Bộ tiêu chí", "criterion__area__criteria_set")
    area = Column("Mã nhóm nội dung", "criterion__area__code")
    code = Column("Mã tiêu chí", "criterion__code")
    place = Column("Nơi quy định", "criterion__place")
    title = Column("Tiêu chí", "criterion__title")
    plan_text = Column("Nguyên văn Kế hoạch", "criterion__plan_text")
    note = Column("Ghi chú", "criterion__note")
    duty = Column("Yêu cầu minh chứng", "criterion__evidence_duty", *words(DUTIES))
    hint = Column("Minh chứng thường dùng", "criterion__evidence_hint")
    order = Column("Thứ tự", "criterion__order", *WHOLE)
    item_code = Column("Mã thành phần", "code")
    item_title = Column("Tiêu chí thành phần", "title")
    item_order = Column("Thứ tự thành phần", "order", *WHOLE)
    kind = Column("Cách cho điểm", "kind", *words(KINDS))
    measure = Column("Cách tính số liệu", "measure", *words(MEASURES))
    max_points = Column("Điểm tối đa", "max_points", *POINTS)
    step = Column("Bước điểm", "step", *POINTS)
    baseline = Column("Mức nền", "baseline", *FIGURE)
    target = Column("Chỉ tiêu", "target", *FIGURE)
    number_step = Column("Bước số liệu", "number_step", *FIGURE)
    figure_unit = Column("Đơn vị tính", "figure_unit")
    label_a = Column("Số liệu thứ nhất", "label_a")
    label_b = Column("Số liệu thứ hai", "label_b")
    question = Column("Câu hỏi, thang điểm", "question")
    appraisers = Column("Số chuyên viên thẩm định", "appraisers", *WHOLE)
    gap = Column("Chênh lệch tối đa", "gap", *POINTS)
    options = OptionsColumn()

    class Meta(SheetResource.Meta):
        model = Item
        import_id_fields = ("code", "item_code")

    def __init__(self, criteria_set: CriteriaSet | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.criteria_set = criteria_set
        self.kinds = list(kinds_all())
        for kind in self.kinds:
            for part in ("reach", "owners"):
                self.fields[f"{part}_{kind.code}"] = ScopeColumn(kind, part)
        self.seen: dict[str, dict[str, str]] = {}

    def get_import_fields(self) -> list[Field]:
        return [field for field in super().get_import_fields() if field.column_name not in self.only_out]

    def before_import_row(self, row: Mapping[str, str], **kwargs: Any) -> None:
        """What is said of a criterion more than once must be the same each time."""
        super().before_import_row(row, **kwargs)
        said = {
            field.column_name: row.get(field.column_name) or ""
            for field in self.get_import_fields()
            if field.attribute.startswith("criterion__") or isinstance(field, ScopeColumn)
        }
        first = self.seen.setdefault(said[self.fields["code"].column_name], said)
        unlike = [heading for heading, text in said.items() if first[heading] != text]
        if unlike:
            message = _("An earlier row gives the same criterion another value here.")
            raise ValidationError(dict.fromkeys(unlike, message))

    def init_instance(self, row: Any = None) -> Item:
        return Item()

    def get_instance(self, instance_loader: Any, row: Mapping[str, str]) -> Item | None:
        """The item of the draft by its code and its criterion's."""
        of_code = Criterion.objects.filter(area__criteria_set=self.criteria_set, code=self.fields["code"].clean(row))
        return items_of_criteria(of_code).filter(code=self.fields["item_code"].clean(row)).first()

    def after_init_instance(self, instance: Item, new: bool, row: Mapping[str, str], **kwargs: Any) -> None:
        heading = self.fields["area"].column_name
        area = Area.objects.filter(criteria_set=self.criteria_set, code=(row[heading] or "").strip()).first()
        if area is None:
            raise ValidationError({heading: _("The draft has no area with this code; make it first.")})
        if new:
            code = self.fields["code"].clean(row)
            known = Criterion.objects.filter(area__criteria_set=self.criteria_set, code=code)
            instance.criterion = known.select_related("area").first() or Criterion(area=area, code=code)
        elif instance.criterion.area_id != area.pk:
            raise ValidationError({heading: _("A criterion stays in its area; its codes are compared over versions.")})

    def import_field(
        self, field: Field, instance: Item, row: Mapping[str, str], is_m2m: bool = False, **kw: Any
    ) -> None:
        if field.attribute != "criterion__area__code":
            super().import_field(field, instance, row, is_m2m, **kw)

    def validate_instance(
        self, instance: Item, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """The criterion stands before its item, which points to it."""
        if import_validation_errors:
            raise ValidationError(self.by_heading(ValidationError(import_validation_errors)))
        self._save(instance.criterion, "criterion__")
        instance.criterion = instance.criterion
        super().validate_instance(instance, import_validation_errors, validate_unique)
        if instance.kind == ItemKind.OPTIONS and not instance.read_options:
            raise ValidationError({self.fields["options"].column_name: _("An item of this kind needs its options.")})

    def after_save_instance(self, instance: Item, row: Any, **kwargs: Any) -> None:
        stored = tuple((option.points, option.text) for option in instance.options.all())
        if stored != instance.read_options:
            instance.options.all().delete()
            for order, (points, text) in enumerate(instance.read_options, 1):
                self._save(Option(item=instance, points=points, text=text, order=order), "options__")
        for kind in self.kinds:
            self._save_scope(instance, kind)

    def _save_scope(self, item: Item, kind: UnitKind) -> None:
        reach, owners = (item.read_scopes[kind.code, part] for part in ("reach", "owners"))
        row = Applicability.objects.filter(criterion=item.criterion, kind=kind).first()
        row = row or Applicability(criterion=item.criterion, kind=kind)
        headings = [self.fields[f"{part}_{kind.code}"].column_name for part in ("reach", "owners")]
        if reach.applies != Applies.NONE and not owners.owner:
            raise ValidationError({headings[1]: _("A criterion that applies needs the office that appraises it.")})
        row.applies = reach.applies
        row.owner = self._unit(owners.owner, headings[1])
        row.second_owner = self._unit(owners.second, headings[1])
        row.substitute = self._unit(owners.substitute, headings[1])
        self._save(row, f"reach_{kind.code}__")
        row.named_units.set([self._unit(code, headings[0]) for code in reach.named])

    def _unit(self, code: str, heading: str) -> Unit | None:
        if not code:
            return None
        found = Unit.objects.filter(code=code).first()
        if found is None:
            raise ValidationError({heading: _("There is no unit with the code “%(code)s”.") % {"code": code}})
        return found

    def _save(self, row: FrozenBySet, prefix: str) -> None:
        try:
            row.full_clean()
        except ValidationError as error:
            raise ValidationError(self.by_heading(error, prefix)) from None
        row.save()
