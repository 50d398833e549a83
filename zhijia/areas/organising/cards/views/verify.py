"""For anybody who is shown a card: a page that goes on working without a network once it was opened.

The code is in the fragment of the address, which no browser sends: with a browser that can check signatures, the name
in it stays on the telephone and only the number is asked about. One that cannot hands the code over by the form.
"""

import json

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import generic

from zhijia.base.verdict import Refused
from zhijia.web.pages import FormPage, Scoped

from .. import codes, rules
from ..forms import CodeForm
from ..models import Card

WORDS = {  # what verify.js says; the same sentences as the server's
    "good": _("会员码有效"),
    "bad": _("不能确认"),
    "online": _("已联网核对：未挂失、未注销"),
    "doubtful": _("签名有效，名单太旧"),
    "offline": _("离线核对：不在停用名单里。名单是{age}的（{date}）"),
    "oldList": _("签名和时间都对，但停用名单是{age}的（{date}），以后挂失的查不到：请联网打开一次本页再扫"),
    "noList": _("还没有停用名单：请联网打开一次本页再核验"),
    "noKeys": _("还没有取到公钥：请联网打开一次本页再核验"),
    "notCode": _("这不是会员码：请扫会员手机上“电子会员卡”里的二维码"),
    "forged": _("这不是有效的会员码：签名不对，可能是伪造的"),
    "newKey": _("会员码用的是新密钥，本机还没有取到：请联网打开一次本页再核验"),
    "oldPage": _("会员码是新版本的，请刷新本页后再扫"),
    "stale": _("会员码已过期：请会员打开手机上的会员卡，扫正在变动的码（截图无效）"),
    "early": _("会员码的时间在将来：请核对手机时间后再扫"),
    "ended": _("会员卡已于{date}到期，请会员换领新卡"),
    "dead": _("这张会员卡已挂失、换新或注销，不能使用"),
    "listBroken": _("停用名单的签名不对，不能用来核对：请联网后重新打开本页"),
    "name": _("姓名"),
    "unit": _("单位"),
    "number": _("会员卡号"),
    "validTo": _("有效期至"),
    "ready": _("可以离线核验，停用名单是{age}的（{date}）"),
    "byOwnClock": _("。现在没有网络，是按本机时间 {time} 判断的，不准的请先校准"),
    "fast": _("本机时间快了{span}，没有网络时会把好码当成过期码：请在手机设置里打开“自动设置时间”"),
    "slow": _("本机时间慢了{span}，没有网络时会把旧截图当成好码：请在手机设置里打开“自动设置时间”"),
    "ago": _("{span}前"),
    "justNow": _("刚刚"),
    "seconds": _("{n}秒"),
    "minutes": _("{n}分钟"),
    "hours": _("{n}小时"),
    "days": _("{n}天"),
    "camera": _("打不开摄像头：请用手机自带的扫一扫，或把内容粘贴到下面"),
}


class Verify(FormPage):
    public = True
    ability = None
    demands = False
    title = _("核验会员码")
    form_class = CodeForm
    template_name = "cards/verify.html"
    submit = _("核验")
    drafts = False

    def form_valid(self, form):
        answer = self.answer(form.cleaned_data["code"])
        return self.render_to_response(self.get_context_data(form=form, answer=answer))

    def answer(self, text):
        """What the server knows of the code: the last word, wherever there is a network."""
        try:
            shown = codes.read(text)
            codes.standing(shown, self.now).or_refuse()
        except Refused as refusal:
            return {"good": False, "said": "；".join(reason.say(gettext) for reason in refusal.reasons)}
        facts = [
            (_("姓名"), shown.name),
            (_("单位"), shown.unit),
            (_("会员卡号"), rules.spaced(shown.number)),
            (_("有效期至"), shown.valid_to),
        ]
        return {"good": True, "said": WORDS["online"], "facts": facts}

    def get_context_data(self, **kwargs):
        addresses = {name: reverse(f"cards:{name}") for name in ("keyring", "dead", "standing", "worker")}
        limits = {"lifetime": rules.LIFETIME, "skew": rules.SKEW, "listOld": rules.LIST_OLD}
        settings = {"edition": codes.EDITION, **limits, **addresses}
        words = {name: str(word) for name, word in WORDS.items()}
        return super().get_context_data(settings=settings, words=words, **kwargs)


class Published(Scoped, generic.View):
    """What everybody may read: no sign-in, nobody's name."""

    public = True


class Keyring(Published):
    """Public keys with their ids."""

    def get(self, request):
        return fresh(JsonResponse({"keys": codes.published_keys()}))


class Dead(Published):
    """The signed, dated list of cards to refuse."""

    def get(self, request):
        try:
            text = codes.dead_list(self.now)
        except Refused:
            text = ""  # no card was ever issued
        return fresh(HttpResponse(text, content_type="text/plain; charset=ascii"))


class Standing(Published):
    """Whether that card lives, by the second; tells nothing else."""

    def get(self, request):
        number, _dot, version = request.GET.get("card", "")[:24].partition(".")
        good = number.isdigit() and version.isdigit()
        alive = good and Card.objects.usable(self.today).filter(number=number, version=version).exists()
        return fresh(JsonResponse({"alive": alive, "now": int(self.now.timestamp())}))


class Worker(Published):
    """Keeps the page and what it needs on the telephone; answers from there when there is no network."""

    def get(self, request):
        files = [
            reverse("cards:verify"),
            reverse("cards:keyring"),
            reverse("cards:dead"),
            *(static(name) for name in STATIC),
        ]
        script = render_to_string("cards/worker.js", {"files": mark_safe(json.dumps(files))})  # noqa: S308 - our own
        return fresh(HttpResponse(script, content_type="text/javascript; charset=utf-8"))


STATIC = (
    "vendor/tabler.min.css",
    "vendor/htmx.min.js",
    "web/zhijia.css",
    "web/zhijia.js",
    "web/theme.js",
    "web/mark.svg",
    "web/icons.svg",
    "cards/cards.css",
    "cards/verify.js",
)


def fresh(response):
    response["Cache-Control"] = "no-cache"
    return response
