"""Inviting staff by the hundred: whom, how far they are, slips with codes, links to paste."""

import csv

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import need
from zhijia.base.wording import share
from zhijia.web import formats, qr
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Link, ListPage, Sheet

from .. import actions, links
from ..filters import RoundFilter
from ..forms import NewRound
from ..models import Round
from ..tables import RoundTable
from .invitations import reminded

PRINTED = 1000  # slips on one print


class Rounds(ListPage):
    title = _("批量入会")
    intro = _("把还没有入会的职工一次邀请进来：每人一个链接或二维码，本人确认后入会。")
    table = RoundTable
    filters = RoundFilter
    search_fields = ("title", "unit__name", "unit__initials")
    search_hint = _("批次名称、单位")
    links = [
        Link(_("全部邀请"), "joining:invitations", icon="list"),
        Link(_("新建一批"), "joining:round-new", ability="edit", primary=True),
    ]
    sheets = [Sheet("joining.batch")]
    empty_text = _("还没有发起过批量入会。")
    empty_link = Link(_("新建一批"), "joining:round-new", ability="edit")

    @property
    def queryset(self):
        return Round.objects.select_related("unit").counted().shown_on(self.today)


class RoundNew(FormPage):
    title = _("新建一批入会邀请")
    intro = _("先建一批，再从职工名册里勾选或导入名单；职工名册在组织建设 → 会员花名册里导入。")
    form_class = NewRound
    submit = _("下一步：选人")
    done = _("已建立，请选择要邀请的职工")

    def get_initial(self):
        unit = self.unit
        return {"unit": unit and unit.pk, "expires_on": actions.default_expiry(unit, self.today) if unit else None}

    def act(self, form):
        made = actions.open_round(by=self.request.user, at=self.now, **form.cleaned_data)
        return reverse("joining:candidates", args=[made.pk])

    def came_from(self):
        return reverse("joining:rounds")


class RoundPage(DetailPage):
    queryset = Round.objects.select_related("unit", "opened_by").counted()
    template_name = "joining/round.html"
    context_object_name = "round"
    back = ("joining:rounds", _("批量入会"))

    def facts(self, round):
        return [
            (_("单位"), round.unit.name),
            (_("发起人"), round.opened_by or "—"),
            (_("发起时间"), formats.moment(round.opened_at)),
            (_("截止日期"), formats.day(round.expires_on)),
            (_("状态"), self.word(round)),
        ]

    def word(self, round):
        if round.closed_at:
            return gettext("已于%(at)s结束") % {"at": formats.moment(round.closed_at)}
        return gettext("进行中") if round.standing_on(self.today) else gettext("已截止，待确认的邀请已过期")

    def actions(self, round):
        if not self.request.user.can("edit", round.unit):
            return []
        if not round.standing_on(self.today):
            return [Act(_("新建一批，再邀请"), "joining:round-new", args=(), primary=bool(round.waiting))]
        some = need(round.waiting, "没有等待确认的人")
        sheet = Sheet("joining.batch", round, round.unit).comes_in
        return [
            Act(_("从名册选人"), "joining:candidates", primary=not round.invited),
            Act(_("导入名单"), sheet.href, args=()),
            Act(_("打印二维码"), "joining:slips", verdict=some, icon="printer", primary=bool(round.waiting)),
            Act(_("下载链接（发微信群）"), "joining:links", verdict=some, icon="download"),
            Act(_("提醒未确认的人"), "joining:remind", verdict=some),
            Act(
                _("结束这一批"),
                "joining:close",
                danger=True,
                confirm=_("结束后没有确认的邀请全部失效，已入会的不受影响。确定结束吗？"),
            ),
        ]

    def get_context_data(self, **kwargs):
        one = self.object
        asked = one.joined + one.waiting + one.declined  # whoever was taken back owes no answer
        waiting = one.invitations.waiting().select_related("person", "unit").order_by("person__name")
        return super().get_context_data(
            asked=asked,
            percent=share(one.joined, asked).rstrip("%") if asked else "",
            waiting=waiting[:12],
            more=max(one.waiting - 12, 0),
            list_url=f"{reverse('joining:invitations')}?round={one.pk}",
            standing=one.standing_on(self.today),
            **kwargs,
        )


class Slips(DetailPage):
    """One slip a person, to cut along the lines: code, name, unit, until when."""

    queryset = Round.objects.select_related("unit")
    template_name = "joining/slips.html"
    ability = "edit"
    context_object_name = "round"

    def get_title(self):
        return gettext("%(round)s：入会二维码") % {"round": self.object.title}

    def history(self, obj):
        return []

    def get_context_data(self, **kwargs):
        rows = self.object.invitations.answerable(self.today).select_related("person", "unit")
        label = gettext("入会邀请二维码")
        slips = [
            (row, qr.svg(self.request.build_absolute_uri(links.slip_address(row)), label))
            for row in rows.order_by("unit__path", "person__name")[:PRINTED]
        ]
        return super().get_context_data(slips=slips, **kwargs)


class Links(DetailPage):
    """A line a person, to paste into the chat of the unit."""

    queryset = Round.objects.select_related("unit")
    ability = "edit"

    def get(self, request, *args, **kwargs):
        one = self.get_object()
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="joining-{one.pk}.csv"'
        response["Cache-Control"] = "no-store, private"
        response.write("\ufeff")
        sheet = csv.writer(response)
        sheet.writerow(map(str, LINK_HEADS))
        rows = one.invitations.answerable(self.today).select_related("person", "unit", "round")
        for row in rows.order_by("unit__path", "person__name"):
            sheet.writerow(map(safe, self.line(row)))
        return response

    def line(self, row):
        address = self.request.build_absolute_uri(links.slip_address(row))
        day = row.round.expires_on
        words = _("%(name)s您好，%(unit)s邀请您加入工会，请在%(day)s或之前点开确认：%(address)s")
        told = {"name": row.person.name, "unit": row.unit.name, "day": day, "address": address}
        return row.person.name, row.unit.name, address, day, words % told


LINK_HEADS = (_("姓名"), _("单位"), _("入会链接"), _("截止日期"), _("可直接粘贴的话"))


def safe(value):
    """A spreadsheet program takes a cell that begins so for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in "=+-@" else text


class Remind(ActionPage):
    queryset = Round.objects.all()

    def act(self, round):
        rows = round.invitations.answerable(self.today)
        return reminded(*actions.remind(invitations=rows, by=self.request.user, at=self.now))


class Close(ActionPage):
    queryset = Round.objects.all()

    def act(self, round):
        actions.close_round(round=round, by=self.request.user, at=self.now)
        return _("这一批已结束")
