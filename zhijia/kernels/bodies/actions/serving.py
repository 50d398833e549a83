"""Posts taken and left. A post gives its access role on that day and ends it on the day it is left (G-21)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from zhijia.base.noting import note
from zhijia.base.verdict import need
from zhijia.kernels.access import actions as access
from zhijia.kernels.people.models import Membership

from ..models import Post, PostCategory, Term
from ..queries import inside
from ..rules import posts as rules
from ..rules import terms as terms_rules
from ..rules.composition import CATEGORIES, DECLARED

EDITABLE = ("duties", "rank", "order", "seat_unit", "declared", "document_no")


@dataclass(frozen=True)
class PostGiven:
    """One line of a list: who, as what. `from_on` empty: from the first day of the term."""

    person: Any
    title: str
    how: str = Post.How.ELECTED
    time: str = Post.Time.PART
    duties: str = ""
    seat_unit: Any = None
    rank: str = ""
    categories: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None  # for the record of the past: such a post brings no role
    left_reason: str = ""
    order: int = 0
    exception: str = ""
    declared: bool = False
    document_no: str = ""


class Colleagues:
    """What must be known of persons before they serve: whether they are members here, and what else they hold."""

    def __init__(self, term, persons, on):
        keys = [person.pk for person in persons]
        unit = term.body.unit
        episodes = Membership.objects.filter(inside(unit, on), person__in=keys).exclude(ended_on__lte=on)
        self.members = set(episodes.exclude(state=Membership.State.RETAINED).values_list("person", flat=True))
        self.elsewhere = defaultdict(list)
        held = Post.objects.current().filter(person__in=keys, term__body__unit=unit).exclude(term=term)
        for person, *post in held.values_list("person", "term__body__kind", "title", "duties"):
            self.elsewhere[person].append(tuple(post))
        self.here = defaultdict(list)
        self.heads = []
        rows = term.posts.select_related("person")
        for post in rows:
            self.add(post)

    def add(self, post):
        span = terms_rules.Span(post.from_on, post.to_on, post.get_title_display())
        self.here[post.person_id].append(span)
        if post.title in rules.HEADS:
            self.heads.append(terms_rules.Span(post.from_on, post.to_on, str(post.person)))


def may_serve(term, given, known, by):
    """Everything a post asks of its holder; each reason stands beside the field it is about."""
    titles = dict(Post.Title.choices)
    span = terms_rules.Span(given.from_on or term.from_on, given.to_on or term.ended_on)
    verdict = (
        rules.fits(term.body.kind, given.title, titles)
        & _in_the_term(term, span)
        & need(
            given.person.pk in known.members or given.exception.strip(),
            "%(name)s在任职时不是%(unit)s及其下级的会员；确需任职的，请写明理由（例如上级派任、挂职）",
            field="exception",
            name=given.person.name,
            unit=term.body.unit,
        )
        & _place_is_free(given, span, known, titles)
        & need(set(given.categories) <= set(DECLARED), "人员类别只能从列出的几类中选择", field="categories")
    )
    return verdict & _may_serve_on(term, given, known, by) if span.to_on is None else verdict


def _in_the_term(term, span):
    return need(
        span.from_on >= term.from_on and (term.ended_on is None or span.from_on < term.ended_on),
        "任职日期须在%(term)s任期以内（%(start)s至%(end)s）",
        field="from_on",
        term=term.ordinal,
        start=term.from_on,
        end=term.ended_on or "今",
    ) & need(span.to_on is None or span.to_on >= span.from_on, "离任日期不能早于任职日期", field="to_on")


def _place_is_free(given, span, known, titles):
    """Nobody holds two posts of one term at once, and no term has two heads."""
    name, title = given.person.name, titles.get(given.title, given.title)
    twice = f"{name}这一届已任%(label)s（%(start)s至%(end)s），请先登记离任"
    taken = f"这一届的{title}已是%(label)s（%(start)s至%(end)s），请先登记其离任"
    heads = known.heads if given.title in rules.HEADS else []
    return terms_rules.no_overlap(span, known.here[given.person.pk], twice, field="person") & terms_rules.no_overlap(
        span, heads, taken, field="title"
    )


def _may_serve_on(term, given, known, by):
    """What binds whoever still serves; posts of the past are written down as they were."""
    person, kind = given.person, term.body.kind
    elsewhere = known.elsewhere[person.pk]
    return (
        rules.may_audit(person.name, kind, elsewhere)
        & rules.may_handle_money(person.name, kind, given.title, given.duties, elsewhere)
        & _may_bring_role(term, given, by)
    )


def _may_bring_role(term, given, by):
    """Nobody makes oneself chair, and a unit's own clerk needs the reply of the union above to make one."""
    unit, person = term.body.unit, given.person
    role = rules.role_of(term.body.kind, given.title, unit.kind, given.time)
    above = by is None or (unit.superior_id and by.can("edit", unit.superior)) or by.can("manage", unit)
    return need(
        not role or by is None or by.pk != person.user_id,
        "这个职务带有系统权限，不能给自己登记，请由其他同事或上级工会登记",
        field="person",
    ) & need(
        not role or above or given.document_no or term.document_no,
        "这个职务带有系统权限，请填写上级工会的批复文号",
        field="document_no",
    )


def enter(term, given, *, known, place=0, by=None, told=False):
    """Check one line, write the post and give its role. `told`: the trail has it already, as part of a whole list."""
    may_serve(term, given, known, by).or_refuse()
    from_on = given.from_on or term.from_on
    post = Post.objects.create(
        term=term,
        person=given.person,
        title=given.title,
        how=given.how,
        time=given.time,
        duties=given.duties,
        seat_unit=given.seat_unit,
        rank=given.rank,
        from_on=from_on,
        to_on=given.to_on or term.ended_on,
        left_reason=given.left_reason or ("换届" if term.ended_on and not given.to_on else ""),
        order=given.order or rules.place_of(given.title) * 100 + place,
        exception=given.exception,
        declared=given.declared,
        document_no=given.document_no,
    )
    if given.categories:
        classes = [PostCategory(post=post, category=code) for code in sorted(set(given.categories))]
        PostCategory.objects.bulk_create(classes)
    known.add(post)
    if not told:
        after, unit = _told(post, given), term.body.unit
        note(by=by, verb="bodies.take_post", target=post, unit=unit, after=after, reason=given.exception)
    give_role(post)
    return post


def _told(post, given) -> dict:
    return {
        "person": str(post.person),
        "title": post.title,
        "how": post.how,
        "time": post.time,
        "from_on": post.from_on,
        "duties": post.duties,
        "categories": "、".join(CATEGORIES[code] for code in sorted(set(given.categories))),
    }


def give_role(post) -> bool:
    """The role of a current post whose holder has an account. The post is the ground: no manager is asked."""
    role, user = post.role_due, post.person.user
    if not role or user is None or post.to_on is not None or post.role_id:
        return False
    post.role = access.grant_role(user=user, unit=post.unit, role=role, from_on=post.from_on, ground=ground_of(post))
    post.save(update_fields=["role"])
    return True


def ground_of(post) -> str:
    return f"任{post.term}{post.get_title_display()}"[:200]


def close_post(post, *, on, reason, by, told=False):
    """The row is closed; its role ends unless another post still stands for it. `told`: the end of the term says so."""
    post.to_on, post.left_reason = on, reason[:100]
    post.save(update_fields=["to_on", "left_reason"])
    if not told:
        note(by=by, verb="bodies.leave_post", target=post, unit=post.unit, after={"to_on": on}, reason=reason)
    held = post.role
    if held and held.to_on is None and not Post.objects.current().filter(role=held).exists():
        access.end_role(held=held, on=max(on, held.from_on))
    return post


@transaction.atomic
def take_post(*, term, person, title, by=None, **more):
    """More fields as of PostGiven: from_on, how, time, duties, seat_unit, rank, categories, exception, document_no."""
    term = _locked(term)
    need(term.ended_on is None or more.get("to_on"), "这一届已于%(day)s结束", day=term.ended_on).or_refuse()
    given = PostGiven(person, title, **more)
    known = Colleagues(term, [person], given.from_on or term.from_on)
    current = term.posts.current().count()
    need(
        current < term.seats or given.to_on,
        "%(term)s名额%(seats)s人已满；增加名额须经会员（代表）大会同意",
        field="person",
        term=term.ordinal,
        seats=term.seats,
    ).or_refuse()
    return enter(term, given, known=known, place=current + 1, by=by)


def co_opt(*, term, person, title=Post.Title.MEMBER, by=None, **more):
    """增补: into a seat that fell free during the term."""
    return take_post(term=term, person=person, title=title, by=by, how=Post.How.CO_OPTED, **more)


@transaction.atomic
def leave_post(*, post, on, reason, by=None):
    """From that day the post is no longer held, and its role neither."""
    post = _locked_post(post)
    (
        need(post.to_on is None, "%(name)s已于%(day)s离任", name=post.person.name, day=post.to_on)
        & need(on >= post.from_on, "离任日期不能早于任职日期%(day)s", field="on", day=post.from_on)
        & need(reason.strip(), "请填写离任原因，例如退休、调离、罢免及批复文号", field="reason")
    ).or_refuse()
    return close_post(post, on=on, reason=reason, by=by)


@transaction.atomic
def change_post(*, post, title, on, by=None, **more):
    """From one post to another inside the term: a member is elected vice-chair. Two rows, the past stays."""
    post = _locked_post(post)
    need(title != post.title, "请选择另一个职务", field="title").or_refuse()
    kept = {name: getattr(post, name) for name in ("time", "duties", "seat_unit", "rank", "exception", "declared")}
    kept["categories"] = tuple(post.declared_categories)
    leave_post(post=post, on=on, reason=f"改任{Post.Title(title).label}", by=by)
    return take_post(term=post.term, person=post.person, title=title, from_on=on, by=by, **(kept | more))


@transaction.atomic
def edit_post(*, post, by=None, categories=None, **facts):
    """What may change without the post becoming another: duties, rank, order, seat, categories."""
    post = _locked_post(post)
    known = Colleagues(post.term, [post.person], post.from_on)
    duties = facts.get("duties", post.duties)
    (
        need(set(facts) <= set(EDITABLE), "职务、人员和日期不能直接修改，请登记离任后重新任职")
        & rules.may_handle_money(
            post.person.name, post.term.body.kind, post.title, duties, known.elsewhere[post.person_id]
        )
    ).or_refuse()
    before = {name: getattr(post, name) for name in facts}
    for name, value in facts.items():
        setattr(post, name, value)
    post.save(update_fields=list(facts))
    after = dict(facts)
    if categories is not None and set(categories) != post.declared_categories:
        before["categories"] = "、".join(CATEGORIES[code] for code in sorted(post.declared_categories))
        after["categories"] = "、".join(CATEGORIES[code] for code in sorted(categories))
        post.categories.all().delete()
        PostCategory.objects.bulk_create(PostCategory(post=post, category=code) for code in sorted(set(categories)))
    note(by=by, verb="bodies.edit_post", target=post, unit=post.unit, before=before, after=after)
    return post


@transaction.atomic
def give_roles(*, posts, by=None) -> int:
    """Roles of holders who got their account after the post. Nobody does this for themselves."""
    due = posts.current().filter(role__isnull=True, person__user__isnull=False)
    due = due.select_related("person__user", "term__body__unit")
    return sum(give_role(post) for post in due if by is None or post.person.user_id != by.pk)


def _locked(term):
    return Term.objects.select_for_update(of=("self",)).select_related("body__unit__superior").get(pk=term.pk)


def _locked_post(post):
    rows = Post.objects.select_for_update(of=("self",)).prefetch_related("categories", "role")  # the role may just end
    return rows.select_related("person__user", "term__body__unit__superior").get(pk=post.pk)
