"""Whether a suspension ended with discipline imposed, and the grounds of older law as the plan has them."""

from django.db import migrations, models
from django.db.models import Q


OLDER = (("PL-2003", "Nghị định 91/2017/NĐ-CP (cần xác minh)"), ("PL-2022", "Nghị định 98/2023/NĐ-CP (cần xác minh)"))
NEWER = "Nghị định 152/2025/NĐ-CP"


def ground_in_older_law(apps, schema_editor):
    """Loading the plan never writes over a row that stands: rules of older law cited a decree that came later."""
    money, terms, votes = (apps.get_model("awards", name).objects for name in ("MoneyRule", "Term", "VotingRule"))
    for code, source in OLDER:
        for rows in (
            money.filter(rule_set__code=code),
            terms.filter(rule_set__code=code, code__in=("opinion", "recovery")),
            votes.filter(form__rule_set__code=code),
        ):
            rows.filter(source__contains=NEWER).update(source=source, is_verified=False)
        dossier = terms.filter(rule_set__code=code, code="dossier", source__contains=NEWER)
        dossier.update(source="Quy chế của Sở (cần xác minh)", is_verified=False)


class Migration(migrations.Migration):
    dependencies = [("awards", "0007_invalid_ballots")]

    operations = [
        migrations.AddField(
            model_name="hold",
            name="is_imposed",
            field=models.BooleanField(
                default=False,
                help_text="It ended on the day of the lifting; achievement counts from that day on.",
                verbose_name="discipline was imposed",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=Q(is_imposed=False) | Q(kind="discipline", until_on__isnull=False),
                name="hold_imposed_was_discipline",
            ),
        ),
        migrations.AlterField(
            model_name="awardform",
            name="award_type",
            field=models.CharField(
                choices=[
                    ("movement", "Emulation movement award"),
                    ("merit", "Merit award"),
                    ("title", "Emulation title"),
                ],
                default="movement",
                max_length=20,
                verbose_name="type",
            ),
        ),
        migrations.RemoveConstraint(model_name="awardform", name="award_form_type"),
        migrations.AddConstraint(
            model_name="awardform",
            constraint=models.CheckConstraint(
                condition=Q(award_type__in=["movement", "merit", "title"]), name="award_form_type"
            ),
        ),
        migrations.RunPython(ground_in_older_law, migrations.RunPython.noop),
    ]
