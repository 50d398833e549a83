"""What a code says, signed: `body.signature`, both base64url. The page that checks reads the same (verify.js)."""

import hashlib
import json
from datetime import date

from django.utils import timezone

from zhijia.base import masking
from zhijia.base.verdict import Refused, Verdict, need

from . import rules
from .keys import b64, is_signed, sign, unb64
from .models import Card, CardKey
from .rules import Shown

EDITION = 1
WRONG = "这不是有效的会员码：签名不对，可能是伪造的"


def packed(content) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def signed(key, content) -> str:
    body = packed(content)
    return f"{b64(body)}.{sign(key, body)}"


def signing_key() -> CardKey:
    key = CardKey.objects.signing().first()
    need(key, "还没有会员卡签名密钥：请先发出第一张会员卡").or_refuse()
    return key


def code_for(card, unit, now) -> str:
    """The code of this moment for a card in use; `unit`: where the member is now."""
    key = signing_key()
    content = [
        EDITION,
        key.code,
        card.number,
        card.version,
        masking.name(card.person.name),
        str(unit)[:30],
        f"{card.valid_to:%Y%m%d}",
        int(now.timestamp()),
    ]
    return signed(key, content)


def fingerprint(number: str, version: int) -> str:
    """What the list of dead cards calls a card: it does not give the number away."""
    return b64(hashlib.sha256(f"{number}.{version}".encode()).digest()[:9])


def read(text: str) -> Shown:
    """The contents of a code whose signature is good; refuses any other."""
    try:
        body, _dot, signature = text.strip().rpartition("#")[2].partition(".")
        edition, code, number, version, name, unit, valid_to, issued = json.loads(unb64(body))
        shown = Shown(code, number, int(version), name, unit, date.fromisoformat(valid_to), int(issued))
    except (ValueError, TypeError):
        raise Refused("这不是会员码：请扫会员手机上“电子会员卡”里的二维码") from None
    need(edition == EDITION, "会员码是新版本的，请刷新本页后再扫").or_refuse()
    key = CardKey.objects.public().filter(code=code).first()
    need(key and is_signed(key.public, signature, unb64(body)), WRONG).or_refuse()
    return shown


def standing(shown: Shown, now) -> Verdict:
    """Fresh, in date, and the card lives: what the server says, at once."""
    today = timezone.localdate(now)
    alive = Card.objects.usable(today).filter(number=shown.number, version=shown.version).exists()
    return (
        rules.fresh(shown.issued, now.timestamp())
        & rules.still_good(shown.valid_to, today)
        & need(alive, "这张会员卡已挂失、换新或注销，不能使用")
    )


def dead_list(now) -> str:
    """Signed and dated: the cards to refuse, for whoever checks without a network."""
    key = signing_key()
    dead = Card.objects.dead(timezone.localdate(now)).values_list("number", "version")
    prints = sorted(fingerprint(number, version) for number, version in dead)
    return signed(key, [EDITION, key.code, int(now.timestamp()), prints])


def published_keys() -> list[dict]:
    return [
        {"code": key.code, "public": key.public, "begun": key.begun_at.isoformat(), "signing": key.signing}
        for key in CardKey.objects.public()
    ]
