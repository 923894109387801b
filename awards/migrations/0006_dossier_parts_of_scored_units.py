from django.db import migrations, models


def narrow(apps, _editor):
    """Plans loaded before say that the signed sheet is asked of every collective."""
    apps.get_model("awards", "DossierPart").objects.filter(code="sheet").update(for_scored_only=True)


class Migration(migrations.Migration):
    dependencies = [("awards", "0005_decisions")]

    operations = [
        migrations.AddField(
            model_name="dossierpart",
            name="for_scored_only",
            field=models.BooleanField(default=False, verbose_name="of scored units only, among collectives"),
        ),
        migrations.RunPython(narrow, migrations.RunPython.noop),
    ]
