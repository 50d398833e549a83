"""Pages and addresses over the units of the cast, for the tests of this folder."""

from django import forms
from django.apps import apps
from django.http import HttpResponse
from django.urls import include, path

from zhijia.base.amount import Amount
from zhijia.base.money import YuanField
from zhijia.base.verdict import need
from zhijia.web.filters import FilterSet
from zhijia.web.pages import Act, ActionPage, BulkAction, DetailPage, Event, FormPage, Link, ListPage, Page, Turn
from zhijia.web.states import State
from zhijia.web.tables import Column, Table

Unit = apps.get_model("org", "Unit")  # the web floor may not import a kernel; its tests only borrow its rows
User = apps.get_model("access", "User")


class UnitTable(Table):
    columns = [
        Column("code", "编码", url=lambda unit: f"/t/{unit.pk}/", link=True),
        Column("name", "名称", note="superior.name"),
        Column("kind", "类别", kind="state", colours={"branch": "blue"}),
        Column("headcount", "职工人数", kind="number", total=True),
        Column("founded_on", "成立日期", kind="date", hidden=True),
        Column("depth", "层级", kind="number", value=lambda unit: unit.level, hidden=True),
    ]
    order = "code"


class UnitFilter(FilterSet):
    class Meta:
        model = Unit
        fields = ["kind", "superior", "founded_on"]


class Why(forms.Form):
    why = forms.CharField(label="理由")


class Beside(forms.Form):
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.all())


def refuse(page, units, data):
    need(False, "“%(unit)s”不能接收", field="unit", unit=data["unit"]).or_refuse()


def close(page, unit, data):
    need(unit.code != "YL-CJ-01", "会计学院分工会还有未办结的事项").or_refuse()
    Unit.objects.filter(pk=unit.pk).update(short_name=data.get("why", "已办"))


class Units(ListPage):
    title = "单位"
    queryset = Unit.objects.select_related("superior")
    table = UnitTable
    filters = UnitFilter
    search_fields = ("name", "initials", "code")
    links = [Link("新建", "t:new", ability="edit", primary=True), Link("参数", "t:new", ability="manage")]
    bulk = [
        BulkAction("close", "批量撤销", ability="edit", act=close, verdict="may_close"),
        BulkAction("why", "批量说明", ability="edit", act=close, form_class=Why),
        BulkAction("beside", "批量并入", ability="edit", act_all=refuse, form_class=Beside),
        BulkAction("pay", "批量支付", ability="pay", act=close),
    ]

    def may_close(self, unit):
        return need(unit.kind == "branch", "只有分工会可以撤销")


class UnitDetail(DetailPage):
    queryset = Unit.objects.all()
    back = ("t:list", "单位")

    def facts(self, unit):
        return [("名称", unit.name), ("简称", unit.short_name), ("成立", unit.founded_on)]

    def number(self, unit):
        return unit.code

    def state(self, unit):
        return State("公示中", "info")

    def turn(self, unit):
        return Turn("省工会", due_on=self.today.replace(year=2020))

    def actions(self, unit):
        return [
            Act("撤销", "t:close", confirm="确定撤销吗？", danger=True),
            Act("修改", "t:edit", primary=True),
            Act("签发", "t:close", verdict=need(False, "公示期未满")),
        ]

    def timeline(self, unit):
        return [Event("申请", self.now, "张知远"), Event("审核", state="now")]

    def derivation(self, unit):
        return Amount.start("自付费用", 120_000).minus("起付线", 20_000, clause="《办法》第八条")


class UnitForm(forms.ModelForm):
    groups = [("基本情况", ["name", "superior"])]
    fee = YuanField(label="会费", required=False)

    class Meta:
        model = Unit
        fields = ["name", "superior", "founded_on"]
        help_texts = {"name": "按批复填写"}


class UnitNew(FormPage):
    title = "新建单位"
    form_class = UnitForm
    success_url = "/t/"

    def act(self, form):
        verdict = need(form.cleaned_data["name"] != "坏", "名称与批复不符", field="name") & need(
            form.cleaned_data["name"] != "坏", "今年已经建过"
        )
        verdict.or_refuse()


class UnitEdit(UnitNew):
    queryset = Unit.objects.all()

    def act(self, form):
        form.save()
        return f"/t/{self.object.pk}/"

    def allowed(self, unit):
        return need(unit.code != "YL", "省级单位不能在这里改")


class Close(ActionPage):
    queryset = Unit.objects.all()

    def act(self, unit):
        close(self, unit, {})
        return "已撤销"

    def get_success_url(self):
        return f"/t/{self.object.pk}/"


class Managers(Page):
    title = "只给管理员"
    ability = "manage"
    template_name = "web/todos.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=self.today, **kwargs)


class Writes(Page):
    template_name = "web/todos.html"

    def get(self, request):
        Unit.objects.update(short_name="改了")
        return HttpResponse("")


urlpatterns = [
    path(
        "t/",
        include(
            (
                [
                    path("", Units.as_view(), name="list"),
                    path("<int:pk>/", UnitDetail.as_view(), name="detail"),
                    path("new/", UnitNew.as_view(), name="new"),
                    path("<int:pk>/edit/", UnitEdit.as_view(), name="edit"),
                    path("<int:pk>/close/", Close.as_view(), name="close"),
                    path("managers/", Managers.as_view(), name="managers"),
                    path("writes/", Writes.as_view(), name="writes"),
                ],
                "t",
            )
        ),
    ),
    path("", include("config.urls")),
]
handler400 = "zhijia.web.errors.bad_request"
handler403 = "zhijia.web.errors.forbidden"
handler404 = "zhijia.web.errors.not_found"
handler500 = "zhijia.web.errors.broken"
