"""A union on its way, step by step."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.engines.flow.models import Case
from zhijia.engines.flow.timeline import story
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Link, ListPage, Sheet, Turn
from zhijia.web.states import State

from .. import actions, documents
from ..filters import FoundingFilter
from ..forms import FoundingEditForm, FoundingForm, PartForm, ReasonForm, ReplyNumbersForm
from ..forms.small import told_to_branches
from ..models import Application, Founding, Part, Target
from ..rules import process, surveying
from ..rules.process import Step
from ..showing import FOUNDINGS, returned_for, seat_word, track, with_members
from ..tables import FoundingTable
from .papers import PAPER_NAMES

WITHOUT_MEMBERS = (Step.PREPARING, Step.ASKING, Step.STOPPED)


class Foundings(ListPage):
    title = gettext_lazy("组建工会")
    intro = gettext_lazy("从筹备组请示到批复成立，每件停在哪一步、等谁办理。")
    queryset = with_members(FOUNDINGS)
    table = FoundingTable
    filters = FoundingFilter
    search_fields = ("name", "leader", "parts__name")
    search_hint = gettext_lazy("工会名称、组成单位、组长")
    links = [
        Link(gettext_lazy("登记筹备组"), "founding:founding-new", ability="edit", primary=True),
    ]
    sheets = [Sheet("founding.applications")]
    empty_text = gettext_lazy("还没有在组建的工会。先摸排，谈成了再成立筹备组。")
    empty_link = Link(gettext_lazy("登记筹备组"), "founding:founding-new", ability="edit")


class FoundingPage(DetailPage):
    queryset = with_members(FOUNDINGS)
    template_name = "founding/founding.html"
    context_object_name = "founding"
    back = ("founding:foundings", gettext_lazy("组建工会"))

    def state(self, founding):
        return State(founding.get_step_display(), process.STEP_TONES[Step(founding.step)])

    def number(self, founding):
        return founding.open_case.number if founding.open_case else ""

    def turn(self, founding):
        case = founding.open_case
        if founding.step in (Step.ASKING, Step.REPORTING):
            return Turn(case.desk_unit, case.due_on, case.moved_at)
        station = process.STATIONS[Step(founding.step)]
        return Turn(station.turn) if founding.step in process.OPEN_STEPS else None

    def facts(self, founding):
        known = [
            (_("上级工会"), founding.unit.name),
            (_("类别"), founding.get_kind_display()),
            (_("单位性质"), founding.get_ownership_display()),
            (_("同级党组织"), founding.party_organisation),
            (
                _("筹备组"),
                _("组长%(leader)s；成员%(members)s") % {"leader": founding.leader, "members": founding.group_members},
            ),
            (_("建会理由"), founding.reason),
            (_("计划召开大会"), founding.planned_on),
        ]
        later = [  # what has not come yet is not missing
            (_("筹建批复"), " ".join(str(v) for v in (founding.prepared_number, founding.prepared_on) if v)),
            (_("成立批复"), " ".join(str(v) for v in (founding.founded_number, founding.founded_on) if v)),
            (_("建立的工会"), founding.founded_unit),
            (_("终止原因"), founding.stopped_for),
        ]
        return known + [(label, value) for label, value in later if value]

    def actions(self, founding):
        user = self.request.user
        acts = self.desk_acts(founding, user)
        if user.can("edit", founding.unit):
            acts += list(getattr(self, f"acts_{founding.step}", lambda f, u: [])(founding, user))
        return acts

    def desk_acts(self, founding, user):
        case = founding.open_case
        if case and Case.objects.awaiting(user).filter(pk=case.pk).exists():
            return [Act(_("批复"), reverse("flow:case", args=[case.pk]), args=(), primary=True)]
        return []

    def acts_preparing(self, founding, user):
        yield Act(_("提交请示"), "founding:submit", verdict=actions.may_ask(founding, user), primary=True)
        yield Act(_("加组成单位"), "founding:part-new")
        yield from self.common(founding, user)

    def acts_asking(self, founding, user):
        yield Act(_("查看审批"), reverse("flow:case", args=[founding.case.pk]), args=())
        yield Act(_("登记文号"), "founding:numbers")

    def acts_joining(self, founding, user):
        may_record = actions.may_record(founding, user, self.today)
        ripe = bool(may_record) and founding.members >= surveying.COMMITTEE_FROM
        yield Act(_("登记选举结果"), "founding:result", verdict=may_record, primary=ripe)
        yield Act(_("入会二维码"), "founding:qr", primary=not ripe)
        yield Act(_("入会申请"), "founding:applications")
        yield from self.common(founding, user)

    def acts_elected(self, founding, user):
        question = _("提交后等上级工会批复，批复成立即建立单位、登记会员和委员会。确定提交吗？")
        yield Act(_("上报选举结果"), "founding:report", primary=True, confirm=question)
        yield Act(_("修改选举结果"), "founding:result")
        yield from self.common(founding, user)

    def acts_reporting(self, founding, user):
        yield Act(_("查看审批"), reverse("flow:case", args=[founding.result_case.pk]), args=())
        yield Act(_("登记文号"), "founding:numbers")

    def acts_founded(self, founding, user):
        yield Act(_("打开新工会"), founding.founded_unit.get_absolute_url(), args=(), primary=True)
        yield Act(_("下载成立批复"), "founding:paper", args=(founding.pk, "certificate"), icon="download")

    def acts_stopped(self, founding, user):
        target = Target.objects.free().filter(parts__founding=founding).first()
        if target:
            again = reverse("founding:founding-new") + f"?target={target.pk}"
            yield Act(_("重新登记筹备组"), again, args=())

    def common(self, founding, user):
        yield Act(_("修改"), "founding:founding-edit", verdict=actions.may_change(founding, user))
        yield Act(_("登记文号"), "founding:numbers")
        yield Act(_("终止"), "founding:stop", verdict=actions.may_stop(founding, user), danger=True)

    def timeline(self, founding):
        events = story(founding.case) if founding.case else []
        return events + (story(founding.result_case) if founding.result_case else [])

    def get_context_data(self, **kwargs):
        founding = self.object
        waiting = founding.applications.waiting().count()
        seats = [(seat, seat_word(seat)) for seat in founding.seats.select_related("application").order_by("pk")]
        names = {one.code: one for one in process.FOLLOW_UPS}
        return super().get_context_data(
            track=list(track(founding)),
            returned_for=returned_for(founding.open_case),
            parts=founding.parts.select_related("target"),
            waiting=waiting,
            members_shown=founding.members or founding.step not in WITHOUT_MEMBERS,
            elsewhere=founding.applications.filter(state=Application.State.ELSEWHERE),
            advice=surveying.form_of(founding.members),
            percent=min(100, founding.members * 100 // surveying.COMMITTEE_FROM),
            seats=seats,
            follow_ups=[(row, names[row.code]) for row in founding.follow_ups.all()],
            papers=[(code, PAPER_NAMES[code]) for code in documents.PAPERS if documents.ready(founding, code)],
            may_edit=self.request.user.can("edit", founding.unit),
            **kwargs,
        )


class FoundingNew(FormPage):
    title = gettext_lazy("登记筹备组")
    form_class = FoundingForm
    done = gettext_lazy("已登记，核对后请提交请示")

    def get_initial(self):
        asked = self.request.GET
        target = surveyed(self.request.user, asked.get("target", ""))
        initial = {"unit": asked.get("unit") or self.unit}
        if target:
            _name, kind, sector, ownership = surveying.SORTS[surveying.Sort(target.sort)]
            initial |= {
                "unit": target.unit_id,
                "targets": [target.pk],
                "name": _("%(name)s工会") % {"name": target.name},
                "kind": kind,
                "area_code": target.area_code,
            }
            initial |= {"sector": target.sector or sector, "ownership": target.ownership or ownership}
        return initial

    def get_form(self, form_class=None):
        form = told_to_branches(super().get_form(form_class))
        if not form.fields["targets"].queryset.exists():
            form.fields["targets"].help_text = gettext_lazy("摸排名单里没有可以建会的单位；先保存，再逐个添加")
        return form

    def act(self, form):
        return actions.begin(by=self.request.user, at=self.now, **form.cleaned_data)

    def came_from(self):
        return reverse("founding:foundings")


def surveyed(user, pk):
    return Target.objects.visible_to(user, "edit").filter(pk=pk).first() if pk.isdigit() else None


class FoundingEdit(FormPage):
    title = gettext_lazy("修改建会事项")
    queryset = FOUNDINGS
    form_class = FoundingEditForm

    def allowed(self, founding):
        return actions.may_change(founding, self.request.user)

    def act(self, form):
        return actions.edit_founding(founding=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class PartNew(FormPage):
    title = gettext_lazy("加组成单位")
    queryset = FOUNDINGS
    form_class = PartForm
    done = gettext_lazy("已加入")

    def act(self, form):
        actions.add_part(founding=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object


class PartDrop(ActionPage):
    queryset = Part.objects.select_related("founding")

    def act(self, part):
        self.founding = actions.drop_part(part=part, by=self.request.user, at=self.now)
        return _("已移出")

    def get_success_url(self):
        return self.object.founding.get_absolute_url()


class Submit(ActionPage):
    queryset = Founding.objects.all()

    def act(self, founding):
        actions.ask_founding(founding=founding, by=self.request.user, at=self.now)
        return _("已提交，等待上级工会批复筹建")


class Stop(FormPage):
    title = gettext_lazy("终止建会")
    queryset = FOUNDINGS
    form_class = ReasonForm
    submit = gettext_lazy("终止")
    done = gettext_lazy("已终止，单位回到摸排名单")

    def allowed(self, founding):
        return actions.may_stop(founding, self.request.user)

    def act(self, form):
        return actions.stop(founding=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class Numbers(FormPage):
    title = gettext_lazy("登记公文字号")
    queryset = FOUNDINGS
    form_class = ReplyNumbersForm

    def act(self, form):
        return actions.number_reply(founding=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
