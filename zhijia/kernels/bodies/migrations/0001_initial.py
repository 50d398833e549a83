import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('org', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('committee', '工会委员会'), ('standing', '常务委员会'), ('audit', '经费审查委员会'), ('women', '女职工委员会'), ('special', '专门工作委员会'), ('group', '工会小组')], max_length=20, verbose_name='类别')),
                ('name', models.CharField(max_length=120, verbose_name='名称')),
                ('subject', models.CharField(blank=True, choices=[('proposals', '提案'), ('democracy', '民主管理'), ('culture', '文体'), ('welfare', '生活福利'), ('mediation', '劳动争议调解'), ('protection', '劳动保护监督检查'), ('law', '劳动法律监督'), ('other', '其他')], max_length=20, verbose_name='工作内容')),
                ('founded_on', models.DateField(verbose_name='成立日期')),
                ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='org.unit', verbose_name='所属工会')),
            ],
            options={
                'verbose_name': '工会机构',
                'verbose_name_plural': '工会机构',
                'ordering': ['unit__path', 'kind', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(choices=[('chair', '主席'), ('vice_chair', '副主席'), ('standing_member', '常委'), ('member', '委员'), ('director', '主任'), ('vice_director', '副主任'), ('leader', '组长'), ('organiser', '组织员')], max_length=20, verbose_name='职务')),
                ('how', models.CharField(choices=[('elected', '选举'), ('by_election', '补选'), ('co_opted', '增补'), ('appointed', '任命')], default='elected', max_length=20, verbose_name='产生方式')),
                ('time', models.CharField(choices=[('full', '专职'), ('part', '兼职'), ('seconded', '挂职')], default='part', max_length=20, verbose_name='专兼职')),
                ('duties', models.CharField(blank=True, max_length=200, verbose_name='分工')),
                ('rank', models.CharField(blank=True, max_length=50, verbose_name='行政职级')),
                ('from_on', models.DateField(verbose_name='任职日期')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='离任日期')),
                ('left_reason', models.CharField(blank=True, max_length=100, verbose_name='离任原因')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('exception', models.CharField(blank=True, max_length=200, verbose_name='非本会会员任职的说明')),
                ('declared', models.BooleanField(default=False, verbose_name='已声明不属于不得提名的人员')),
                ('document_no', models.CharField(blank=True, max_length=60, verbose_name='任职文号')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='people.person', verbose_name='人员')),
                ('role', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='access.roleheld')),
                ('seat_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='org.unit', verbose_name='委员单位')),
            ],
            options={
                'verbose_name': '任职',
                'verbose_name_plural': '任职',
                'ordering': ['term', 'order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PostCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(choices=[('front_line', '一线职工'), ('model', '劳模和先进人物'), ('grassroots', '基层工会工作者'), ('leader', '领导干部（中层正职以上）')], max_length=20, verbose_name='人员类别')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='categories', to='bodies.post', verbose_name='任职')),
            ],
            options={
                'verbose_name': '人员类别',
                'verbose_name_plural': '人员类别',
            },
        ),
        migrations.CreateModel(
            name='SeatProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='推荐说明')),
                ('state', models.CharField(choices=[('proposed', '待增补'), ('taken', '已增补'), ('declined', '未采纳')], default='proposed', max_length=20, verbose_name='状态')),
                ('proposed_at', models.DateTimeField(verbose_name='推荐时间')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='答复')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='推荐人选')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='bodies.post', verbose_name='空缺席位')),
            ],
            options={
                'verbose_name': '席位推荐',
                'verbose_name_plural': '席位推荐',
                'ordering': ['-proposed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='届次')),
                ('from_on', models.DateField(verbose_name='选举日期')),
                ('years', models.PositiveSmallIntegerField(verbose_name='任期（年）')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='委员名额')),
                ('extended_to', models.DateField(blank=True, null=True, verbose_name='延期至')),
                ('due_on', models.DateField(db_index=True, editable=False, verbose_name='届满日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='届终日期')),
                ('election_mode', models.CharField(choices=[('direct', '会员大会选举'), ('delegates', '会员代表大会选举'), ('consultation', '民主协商产生')], default='delegates', max_length=20, verbose_name='产生方式')),
                ('document_no', models.CharField(blank=True, max_length=60, verbose_name='批复文号')),
                ('alerted', models.PositiveSmallIntegerField(editable=False, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='bodies.body', verbose_name='机构')),
            ],
            options={
                'verbose_name': '届',
                'verbose_name_plural': '届',
                'ordering': ['body', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='次')),
                ('kind', models.CharField(choices=[('plenary', '全体会议'), ('extended', '扩大会议'), ('joint', '联席会议')], default='plenary', max_length=20, verbose_name='会议类别')),
                ('held_on', models.DateField(verbose_name='开会日期')),
                ('held_to', models.DateField(verbose_name='结束日期')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='地点')),
                ('expected', models.PositiveIntegerField(verbose_name='应到人数')),
                ('attended', models.PositiveIntegerField(verbose_name='实到人数')),
                ('resolutions', models.TextField(blank=True, verbose_name='决议')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='bodies.term', verbose_name='届')),
            ],
            options={
                'verbose_name': '会议',
                'verbose_name_plural': '会议',
                'ordering': ['term', '-held_on', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='term',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='bodies.term', verbose_name='届'),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.UniqueConstraint(condition=models.Q(('dissolved_on__isnull', True)), fields=('unit', 'kind', 'name'), name='body_of_a_name_once', violation_error_message='该工会已有这个名称的机构'),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.UniqueConstraint(condition=models.Q(('dissolved_on__isnull', True), models.Q(('kind', 'special'), _negated=True)), fields=('unit', 'kind'), name='body_of_a_kind_once', violation_error_message='该工会已有这一类机构'),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.CheckConstraint(condition=models.Q(('dissolved_on__isnull', True), ('dissolved_on__gte', models.F('founded_on')), _connector='OR'), name='body_ends_after_it_begins', violation_error_message='撤销日期不能早于成立日期'),
        ),
        migrations.AddConstraint(
            model_name='postcategory',
            constraint=models.UniqueConstraint(fields=('post', 'category'), name='category_said_once'),
        ),
        migrations.AddConstraint(
            model_name='seatproposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('seat',), name='one_open_proposal_for_a_seat', violation_error_message='这个席位已有推荐人选，等待答复'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('body', 'number'), name='term_number_once', violation_error_message='这一届已登记'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('body',), name='one_running_term', violation_error_message='上一届还没有结束'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('from_on')), _connector='OR'), name='term_ends_after_it_begins', violation_error_message='届终日期不能早于选举日期'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('term', 'number'), name='session_number_once', violation_error_message='这一次会议已登记'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('held_to__gte', models.F('held_on'))), name='session_ends_after_it_begins', violation_error_message='结束日期不能早于开会日期'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('attended__lte', models.F('expected'))), name='session_not_more_than_expected', violation_error_message='实到人数不能多于应到人数'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['person', 'to_on'], name='posts_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('to_on__isnull', True)), fields=('term', 'person'), name='one_post_in_a_term', violation_error_message='该人员在这一届已有职务'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('title__in', ('chair', 'director', 'leader')), ('to_on__isnull', True)), fields=('term',), name='one_head_of_a_term', violation_error_message='这一届已有主席（主任、组长）'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='post_ends_after_it_begins', violation_error_message='离任日期不能早于任职日期'),
        ),
    ]
