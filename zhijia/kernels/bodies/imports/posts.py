"""Who held which post in which term."""

from django.db.models import Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, imports
from zhijia.kernels.org.models import under
from zhijia.kernels.people.models import Person

from .. import actions
from ..models import Post
from ..rules.composition import CATEGORIES, DECLARED
from .rehearsed import WHERE, Rehearsed, choices, differing, names_of, place_of

POST = "bodies.post"
SAID = ("how", "time", "duties", "rank", "to_on", "left_reason", "document_no", "exception", "declared", "order")
WORDS = {CATEGORIES[code]: code for code in DECLARED} | {"一线": "front_line", "劳模": "model", "先进": "model"}


@imports
class Posts(Rehearsed):
    code = "bodies.posts"
    title = _("任职人员")
    key = ("unit", "kind", "subject", "name_of_body", "number", "name", "id_tail", "title", "from_on")
    notes = (
        _("一行一人一职。所属的届要先登记；人员要先在花名册上，同名的加填证件尾号。"),
        _("带角色的职务（主席、经审委员、小组长等）登记后，有账号的人员即获得相应角色，不能整批撤销。"),
        _("已登记的任职：填了离任日期的办理离任，分工、职级、类别有变的更新，其余不动。"),
    )
    columns = (
        *WHERE,
        ImportColumn("name", _("姓名"), (), True, "name", example=_("张知远"), longest=50, width=12),
        ImportColumn(
            "id_tail",
            _("证件尾号"),
            ("身份证尾号", "身份证后四位"),
            help=_("身份证号后四位，同名时填"),
            longest=4,
            width=10,
        ),
        ImportColumn("title", _("职务"), ("工会职务",), True, "choice", choices=choices(Post.Title), width=10),
        ImportColumn("how", _("产生方式"), kind="choice", choices=choices(Post.How), width=10),
        ImportColumn("time", _("专兼职"), ("专职兼职",), kind="choice", choices=choices(Post.Time), width=10),
        ImportColumn("duties", _("分工"), ("分管工作", "工作分工"), longest=200, width=24),
        ImportColumn("seat_unit", _("委员单位"), help=_("席位属于某个单位的才填"), longest=100, width=20),
        ImportColumn("rank", _("行政职级"), ("职级",), longest=50),
        ImportColumn(
            "categories",
            _("人员类别"),
            help=_("一线职工、劳模和先进人物、基层工会工作者、领导干部，用“、”隔开"),
            width=24,
        ),
        ImportColumn("from_on", _("任职日期"), ("任职时间",), kind="date", help=_("不填则为选举日期")),
        ImportColumn("to_on", _("离任日期"), ("离任时间",), kind="date"),
        ImportColumn("left_reason", _("离任原因"), longest=100),
        ImportColumn("document_no", _("任职文号"), longest=60, width=20),
        ImportColumn("exception", _("非本会会员任职的说明"), longest=200, width=24),
        ImportColumn("declared", _("已声明不属于不得提名的人员"), kind="choice", choices={"是": True, "否": False}),
        ImportColumn("order", _("排序"), kind="int", help=_("数小的排在前面"), width=8),
    )
    watched = {POST: ("person", "title", "from_on", "to_on", "duties", "rank")}

    def named(self, row):
        return row["name"]

    def carry_out(self, row, context):
        term = self.term_of(row, context)
        person = self.person_of(row, term, context)
        codes = self.codes_of(row)
        seat = self.seat_of(row, context)
        if row.faults:
            return
        from_on = row["from_on"] or term.from_on
        if max(from_on, row["to_on"] or from_on) > context.today:
            row.fault("to_on" if row["to_on"] else "from_on", say("日期晚于今天，请核对"))
            return
        known = term.posts.filter(person=person, title=row["title"], from_on=from_on).first()
        if known:
            self.renew(row, known, codes, seat, context)
        else:
            self.add(row, term, person, codes, seat, from_on, context)

    def add(self, row, term, person, codes, seat, from_on, context):
        facts = {name: row[name] for name in SAID if row[name] not in (None, "")}
        to_on = facts.pop("to_on", None) or term.ended_on
        facts |= {"seat_unit": seat, "categories": codes or (), "from_on": from_on, "to_on": to_on}
        if to_on and not facts.get("left_reason"):
            facts["left_reason"] = say("换届") if to_on == term.ended_on else say("离任")
        post = actions.take_post(term=term, person=person, title=row["title"], by=context.user, **facts)
        row.made((POST, post.pk))

    def renew(self, row, post, codes, seat, context):
        before = {"duties": post.duties, "rank": post.rank, "to_on": post.to_on}
        said = {name: row[name] for name in ("duties", "rank", "declared", "order")}
        facts = differing(post, said | {"seat_unit": seat})
        classed = codes if codes is not None and set(codes) != post.declared_categories else None
        if facts or classed is not None:
            actions.edit_post(post=post, by=context.user, categories=classed, **facts)
        if row["to_on"] and post.to_on is None:
            reason = row["left_reason"] or say("离任")
            actions.leave_post(post=post, on=row["to_on"], reason=reason, by=context.user)
        elif row["to_on"] and row["to_on"] != post.to_on:
            row.fault("to_on", say("已登记于%(day)s离任，与此不同，请核对") % {"day": post.to_on})
            return
        if facts or classed is not None or (row["to_on"] and before["to_on"] is None):
            row.changed(POST, post.pk, before)
        else:
            row.outcome = "unchanged"

    def person_of(self, row, term, context):
        """Somebody of the unit, or who already holds a post of the term and has left the unit since."""
        near = under("home_path", context.unit.path) | Q(posts__in=term.posts.all() if term else ())
        people = Person.objects.filter(near, name=row["name"]).distinct()
        if row["id_tail"]:
            people = people.filter(id_tail__iexact=row["id_tail"])
        found = list(people.select_related("user")[:2])
        if len(found) == 1:
            return found[0]
        if found:
            row.fault("id_tail", say("有几个叫“%(name)s”的人，请加填证件尾号") % {"name": row["name"]})
        else:
            row.fault("name", say("花名册上没有“%(name)s”，请核对姓名或先登记入会") % {"name": row["name"]})
        return None

    def codes_of(self, row):
        """The categories in words; None where the cell is empty and so says nothing."""
        words = [word.strip() for word in (row["categories"] or "").replace("，", "、").split("、") if word.strip()]
        strange = [word for word in words if word not in WORDS]
        if strange:
            row.fault("categories", say("没有“%(words)s”这个类别") % {"words": "、".join(strange)})
        return tuple(WORDS[word] for word in words if word in WORDS) if words else None

    def seat_of(self, row, context):
        if not row["seat_unit"]:
            return None
        unit, why = context.places.find(row["seat_unit"])
        if unit is None:
            row.fault("seat_unit", why)
        return unit

    def current(self, unit, user):
        words = names_of(unit)
        posts = Post.objects.visible_to(user, "export").under(unit.path).filter(term__body__dissolved_on__isnull=True)
        posts = posts.select_related("person", "term__body__unit", "seat_unit").prefetch_related("categories")
        for post in posts.order_by("term__body__unit__path", "term__body__kind", "term", "order", "pk"):
            yield place_of(post.term.body, words) | {
                "number": post.term.number,
                "name": post.person.name,
                "id_tail": post.person.id_tail,
                "title": post.title,
                "how": post.how,
                "time": post.time,
                "duties": post.duties,
                "seat_unit": words.get(post.seat_unit_id, "") if post.seat_unit_id else "",
                "rank": post.rank,
                "categories": "、".join(CATEGORIES[code] for code in DECLARED if code in post.declared_categories),
                "from_on": post.from_on,
                "to_on": post.to_on,
                "left_reason": post.left_reason,
                "document_no": post.document_no,
                "exception": post.exception,
                "declared": post.declared,
                "order": post.order,
            }
