
import common.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaign', '0002_assessment_to_the_end'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('part', models.CharField(choices=[('I', 'Direction and implementation'), ('II.1', 'Results: infrastructure'), ('II.2', 'Results: thrift'), ('II.3', 'Results: tracked targets of the plan'), ('II.4', 'Results: awards and examples'), ('III', 'Limits and causes'), ('IV', 'Lessons'), ('V', 'Next phase'), ('VI', 'Requests and proposals')], max_length=5, verbose_name='part of the report')),
                ('text', common.fields.NFCTextField(blank=True, verbose_name='text')),
                ('sentences', models.JSONField(default=dict, verbose_name='sentences from the data')),
                ('rows', models.JSONField(default=list, verbose_name='table')),
                ('taken_at', models.DateTimeField(verbose_name='figures taken at')),
                ('updated_at', models.DateTimeField(verbose_name='changed at')),
                ('phase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_sections', to='campaign.phase', verbose_name='phase')),
                ('updated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
            ],
            options={
                'verbose_name': 'part of a phase report',
                'verbose_name_plural': 'parts of phase reports',
                'ordering': ['phase', 'part'],
                'constraints': [models.UniqueConstraint(fields=('phase', 'part'), name='report_section_once'), models.CheckConstraint(condition=models.Q(('part__in', ['I', 'II.1', 'II.2', 'II.3', 'II.4', 'III', 'IV', 'V', 'VI'])), name='report_section_part')],
            },
        ),
    ]
