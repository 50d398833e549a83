"""After handing in: the code to ask with, where it lies, supply, take back; and the password at the end."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.base import masking
from zhijia.base.verdict import need
from zhijia.engines.flow.rules import State
from zhijia.web.pages import ActionPage, FormPage, Page
from zhijia.web.states import State as Shown
from zhijia.web.states import tone_of

from .. import actions, throttle
from ..forms import Correct, OwnPassword, Query
from ..manner import contact_of
from ..models import Application
from ..showing import public_story
from .granted import APPLICATION, PERSON, PublicFace

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Ask(PublicFace, FormPage):
    """The query code and the end of the telephone number open one application, for this browser."""

    title = _("查询入会申请进度")
    form_class = Query
    template_name = "joining/ask.html"
    submit = _("查询")

    def act(self, form):
        throttle.count("code", throttle.browser(self.request), self.now).or_refuse()
        throttle.count("address", throttle.address(self.request), self.now).or_refuse()
        code, tail = form.cleaned_data["code"], form.cleaned_data["phone_tail"]
        found = Application.objects.filter(code=code, phone_tail=tail).first() if code and tail else None
        need(
            found, "查询码或手机号后4位不对，请核对；查询码丢失的，用原来的姓名、身份证号、手机号再提交一次，会显示进度"
        ).or_refuse()
        self.grant(APPLICATION, found)
        return reverse("joining:progress")

    def came_from(self):
        return reverse("joining:start")


class Progress(PublicFace, Page):
    title = _("入会申请进度")
    template_name = "joining/progress.html"

    def get_context_data(self, **kwargs):
        application = self.granted_application
        if application is None:
            return super().get_context_data(application=None, **kwargs)
        word = application.get_state_display()
        return super().get_context_data(
            application=application,
            state_shown=Shown(word, tone_of(word, Application.state_colours, application.state)),
            steps=public_story(application),
            fresh=self.request.GET.get("new"),
            may_take_back=bool(actions.may_take_back(application)),
            may_correct=bool(actions.may_correct(application)),
            no_account=application.state == State.APPROVED and application.person.user_id is None,
            masked_phone=application.phone.masked(masking.phone),
            contact=contact_of(application.unit),
            **kwargs,
        )


class Supply(PublicFace, FormPage):
    """What a desk asked for; handed in again."""

    title = _("补充后重新提交")
    form_class = Correct
    template_name = "joining/supply.html"
    submit = _("重新提交")

    def dispatch(self, request, *args, **kwargs):
        self.application = self.granted_application
        if self.application is None or not actions.may_correct(self.application):
            return HttpResponseRedirect(reverse("joining:progress"))
        return super().dispatch(request, *args, **kwargs)

    @property
    def intro(self):
        last = self.application.case.rulings.order_by("-pk").first()
        return gettext("退回理由：%(note)s") % {"note": last.note} if last else ""

    def get_initial(self):
        kept = {name: getattr(self.application, name) for name in ("name", *Correct.DETAILS)}
        return {**kept, "phone": self.application.phone.reveal()}

    def act(self, form):
        throttle.count_visitor(self.request, self.now).or_refuse()
        who = {name: form.cleaned_data[name] for name in ("name", "phone")}
        who["id_number"] = self.application.id_number.reveal()
        actions.resubmit(application=self.application, asked=form.asked(who), at=self.now)
        messages.success(self.request, gettext("已重新提交"))
        return reverse("joining:progress")

    def came_from(self):
        return reverse("joining:progress")


class TakeBack(PublicFace, ActionPage):
    success_url = "joining:progress"

    def get_object(self, queryset=None):
        return self.granted_application

    def act(self, application):
        need(application, "页面已过期，请用查询码重新查询").or_refuse()
        actions.take_back(application=application, at=self.now)
        return _("已撤回申请")

    def get_success_url(self):
        return resolve_url(self.success_url)


class Password(PublicFace, FormPage):
    """The last screen: a password of one's own, and on to 我的."""

    title = _("设置登录密码")
    form_class = OwnPassword
    template_name = "joining/password.html"
    submit = _("完成，进入我的工会")

    @property
    def person(self):
        """Just joined, or the person an approved application became."""
        person = self.granted_person
        if person:
            return person
        application = self.granted_application
        return application.person if application and application.state == State.APPROVED else None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.person}

    def post(self, request, *args, **kwargs):
        person = self.person
        if person is None or person.user_id:
            return HttpResponseRedirect(request.path)
        return super().post(request, *args, **kwargs)

    def act(self, form):
        signed_in = self.request.user.is_authenticated
        user = actions.open_own_account(person=self.person, password=form.cleaned_data["password"])
        for key in (PERSON, APPLICATION):
            self.request.session.pop(key, None)
        if signed_in:  # an officer's own computer: they stay signed in as themselves
            messages.success(self.request, gettext("账号已开通，请本人在自己的手机上用手机号登录"))
            return reverse("joining:start")
        login(self.request, user, backend=BACKEND)
        return reverse("web:me")

    def get_context_data(self, **kwargs):
        person = self.person
        return super().get_context_data(
            person=person,
            has_account=bool(person and person.user_id),
            masked_phone=person.phone.masked(masking.phone) if person else "",
            **kwargs,
        )
