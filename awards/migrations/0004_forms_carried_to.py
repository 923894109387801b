from django.db import migrations

# Loading the plan never writes over a row that stands, so forms loaded before the column existed get its value here.
CARRIED_TO = {
    "full": ("GK-SO",),
    "dossier": ("HCLD-1", "HCLD-2", "HCLD-3", "CTD-CP", "CTD-TINH", "BK-TTG", "BK-TINH", "BK-BO"),
}


def fill(apps, schema_editor):
    forms = apps.get_model("awards", "AwardForm").objects
    for produces, codes in CARRIED_TO.items():
        forms.filter(code__in=codes).update(produces=produces)


class Migration(migrations.Migration):
    dependencies = [("awards", "0003_council_current_item")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
