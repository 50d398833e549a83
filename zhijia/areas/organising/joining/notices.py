"""The texts people agree to, by version. A version that anybody agreed to is never changed: a new one follows it.

`tests/test_notices.py` holds the digest of each version, so that a silent change is found.
"""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import Verdict, need

from .models import Consent

STATUTE, PRIVACY = Consent.Kind.STATUTE.value, Consent.Kind.PRIVACY.value
CURRENT = {STATUTE: "2023-10", PRIVACY: "2026-01"}
LABELS = {STATUTE: _("我自愿加入工会，承认并遵守《中国工会章程》"), PRIVACY: _("我同意为办理入会处理我的个人信息")}
TITLES = {STATUTE: _("章程要点"), PRIVACY: _("个人信息处理告知")}


def text_of(kind, version, unit=None, contact="") -> str:
    return render_to_string(f"joining/notices/{kind}-{version}.html", {"unit": unit, "contact": contact})


def given(statute, privacy) -> dict:
    """What a form's two boxes stand for; empty for a box that was left open."""
    ticked = {STATUTE: statute, PRIVACY: privacy}
    return {kind: CURRENT[kind] for kind, yes in ticked.items() if yes}


def both_given(consents) -> Verdict:
    """Separately: agreeing to the one says nothing about the other (个人信息保护法 第14条、第29条)."""
    return need(consents.get(STATUTE), "入会须承认《中国工会章程》，请阅读后勾选", field="statute") & need(
        consents.get(PRIVACY),
        "没有您的同意，工会不能处理您的身份证号；不同意的，请到本单位工会现场办理",
        field="privacy",
    )
