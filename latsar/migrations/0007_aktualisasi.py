import corpu.core.storage
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0007_timetable_and_attendance'),
        ('latsar', '0006_evaluation_schemes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Aktualisasi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField(default=0, verbose_name='sequence')),
                ('saved_at', models.DateTimeField(null=True, verbose_name='saved at')),
                ('policy', models.JSONField(default=dict, verbose_name='rules')),
                ('unit', models.CharField(blank=True, max_length=150, verbose_name='unit')),
                ('core_reason', models.TextField(blank=True, max_length=2000, verbose_name='reason for the choice')),
                ('core_analysis', models.TextField(blank=True, max_length=6000, verbose_name='description and consequences')),
                ('title', models.CharField(blank=True, max_length=250, verbose_name='title')),
                ('idea', models.TextField(blank=True, max_length=6000, verbose_name='creative idea')),
                ('impact', models.TextField(blank=True, max_length=6000, verbose_name='impact')),
                ('follow_up', models.TextField(blank=True, max_length=6000, verbose_name='follow-up')),
                ('conclusion', models.TextField(blank=True, max_length=6000, verbose_name='conclusion')),
                ('advice', models.TextField(blank=True, max_length=6000, verbose_name='advice')),
                ('declared_at', models.DateTimeField(null=True, verbose_name='declared own work at')),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='aktualisasi', to='courses.enrolment')),
            ],
            options={
                'verbose_name': 'aktualisasi',
                'verbose_name_plural': 'aktualisasi',
            },
        ),
        migrations.CreateModel(
            name='Cause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('people', 'people'), ('method', 'method or procedure'), ('tools', 'tools and systems'), ('material', 'material and information'), ('money', 'budget'), ('surroundings', 'surroundings')], max_length=12, verbose_name='area')),
                ('text', models.CharField(max_length=300, verbose_name='cause')),
                ('is_main', models.BooleanField(default=False, verbose_name='main cause')),
                ('aktualisasi', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='causes', to='latsar.aktualisasi')),
            ],
            options={
                'verbose_name': 'cause',
                'verbose_name_plural': 'causes',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='FrozenPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('plan', 'plan (rancangan)'), ('week', 'weekly report'), ('report', 'report of aktualisasi')], max_length=6, verbose_name='paper')),
                ('week', models.PositiveSmallIntegerField(default=0, verbose_name='week')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('content', models.JSONField(verbose_name='content')),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('state', models.CharField(choices=[('waiting', 'waiting for approval'), ('returned', 'returned for revision'), ('approved', 'approved'), ('taken_back', 'taken back')], default='waiting', max_length=10, verbose_name='state')),
                ('submitted_at', models.DateTimeField(verbose_name='handed in at')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('reopened_at', models.DateTimeField(null=True, verbose_name='opened for a change at')),
                ('reopen_reason', models.CharField(blank=True, max_length=250, verbose_name='reason')),
                ('aktualisasi', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='latsar.aktualisasi')),
            ],
            options={
                'verbose_name': 'paper of aktualisasi',
                'verbose_name_plural': 'papers of aktualisasi',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField(default=0, verbose_name='sequence')),
                ('saved_at', models.DateTimeField(null=True, verbose_name='saved at')),
                ('title', models.CharField(max_length=200, verbose_name='issue')),
                ('description', models.TextField(blank=True, max_length=3000, verbose_name='what happens')),
                ('is_actual', models.BooleanField(default=False, verbose_name='actual (aktual)')),
                ('is_problematic', models.BooleanField(default=False, verbose_name='problematic (problematik)')),
                ('is_public', models.BooleanField(default=False, verbose_name='concerns many (kekhalayakan)')),
                ('is_feasible', models.BooleanField(default=False, verbose_name='can be solved by you (kelayakan)')),
                ('urgency', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='urgency')),
                ('seriousness', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='seriousness')),
                ('growth', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='growth')),
                ('aktualisasi', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='issues', to='latsar.aktualisasi')),
            ],
            options={
                'verbose_name': 'issue',
                'verbose_name_plural': 'issues',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='aktualisasi',
            name='core_issue',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='latsar.issue'),
        ),
        migrations.CreateModel(
            name='PlannedActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField(default=0, verbose_name='sequence')),
                ('saved_at', models.DateTimeField(null=True, verbose_name='saved at')),
                ('title', models.CharField(max_length=200, verbose_name='activity')),
                ('output', models.TextField(blank=True, max_length=2000, verbose_name='output')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('contribution', models.TextField(blank=True, max_length=3000, verbose_name='contribution to vision and mission')),
                ('value_words', models.JSONField(default=dict, verbose_name='values')),
                ('result', models.TextField(blank=True, max_length=4000, verbose_name='result')),
                ('remark', models.TextField(blank=True, max_length=2000, verbose_name='difference from the plan')),
                ('aktualisasi', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='latsar.aktualisasi')),
            ],
            options={
                'verbose_name': 'activity',
                'verbose_name_plural': 'activities',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('participant', 'participant'), ('mentor', 'mentor'), ('coach', 'coach'), ('examiner', 'examiner'), ('organiser', 'organiser')], max_length=11, verbose_name='role')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('nip', models.CharField(blank=True, max_length=18, verbose_name='NIP')),
                ('verdict', models.CharField(choices=[('approved', 'approved'), ('returned', 'returned for revision')], max_length=8, verbose_name='decision')),
                ('comment', models.TextField(blank=True, max_length=4000, verbose_name='comment')),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('decided_at', models.DateTimeField(verbose_name='decided at')),
                ('mentor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='latsar.mentor')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='latsar.frozenpaper')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
                'ordering': ['decided_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='WeeklyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField(default=0, verbose_name='sequence')),
                ('saved_at', models.DateTimeField(null=True, verbose_name='saved at')),
                ('number', models.PositiveSmallIntegerField(verbose_name='week')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('obstacles', models.TextField(blank=True, max_length=3000, verbose_name='obstacles')),
                ('solutions', models.TextField(blank=True, max_length=3000, verbose_name='how they were solved')),
                ('results', models.JSONField(default=dict, verbose_name='what was done')),
                ('aktualisasi', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weeks', to='latsar.aktualisasi')),
            ],
            options={
                'verbose_name': 'weekly report',
                'verbose_name_plural': 'weekly reports',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(storage=corpu.core.storage.private_storage, upload_to='aktualisasi', verbose_name='file')),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('kind', models.CharField(max_length=8, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
                ('removed_at', models.DateTimeField(null=True, verbose_name='removed at')),
                ('aktualisasi', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='latsar.aktualisasi')),
                ('activity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='latsar.plannedactivity')),
                ('week', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='latsar.weeklyreport')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ActivityStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='stage')),
                ('values', models.JSONField(default=list, verbose_name='values')),
                ('done_on', models.DateField(null=True, verbose_name='done on')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='latsar.plannedactivity')),
                ('week', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='latsar.weeklyreport')),
            ],
            options={
                'verbose_name': 'stage',
                'verbose_name_plural': 'stages',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='frozenpaper',
            constraint=models.UniqueConstraint(fields=('aktualisasi', 'kind', 'week', 'number'), name='frozenpaper_version'),
        ),
        migrations.AddConstraint(
            model_name='frozenpaper',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('aktualisasi', 'kind', 'week'), name='frozenpaper_one_waiting'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('urgency__isnull', True), ('urgency__range', (1, 5)), _connector='OR'), name='issue_urgency_1_to_5'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('seriousness__isnull', True), ('seriousness__range', (1, 5)), _connector='OR'), name='issue_seriousness_1_to_5'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('growth__isnull', True), ('growth__range', (1, 5)), _connector='OR'), name='issue_growth_1_to_5'),
        ),
        migrations.AddConstraint(
            model_name='plannedactivity',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='plannedactivity_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('paper', 'role'), name='signature_role_once'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('user__isnull', False), ('mentor__isnull', False), _connector='XOR'), name='signature_one_signer'),
        ),
        migrations.AddConstraint(
            model_name='weeklyreport',
            constraint=models.UniqueConstraint(fields=('aktualisasi', 'number'), name='weeklyreport_number'),
        ),
        migrations.AddConstraint(
            model_name='activitystage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_on', None), ('week', None)), models.Q(('done_on__isnull', False), ('week__isnull', False)), _connector='OR'), name='activitystage_done_in_a_week'),
        ),
    ]
