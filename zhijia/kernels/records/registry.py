"""What may be recorded, and where a record came from. A folder says both in its `record_kinds.py`:

from zhijia.kernels.records.registry import Kind, declare, origin

declare(Kind("mutual_aid.claim", _("医疗互助补助"), occasions={"hospital": _("住院")}))
origin("mutual_aid.claim", "mutual_aid:claim")  # "mutual_aid.claim:88" opens reverse("mutual_aid:claim", args=["88"])
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.registry import Registry

REVERSAL = "#reversal"


@dataclass(frozen=True)
class Kind:
    """One kind of service. The mappings turn the codes of tags into words; a code without one shows as it is."""

    code: str
    name: Any
    counting_unit: Any = _("人次")
    occasions: Mapping[str, Any] = field(default_factory=dict)
    funds: Mapping[str, Any] = field(default_factory=dict)
    levels: Mapping[str, Any] = field(default_factory=dict)
    groups: Mapping[str, Any] = field(default_factory=dict)
    results: Mapping[str, Any] = field(default_factory=dict)

    def word(self, tag: str, code: str):
        return getattr(self, f"{tag}s").get(code, code)


kinds = Registry("record_kinds")
origins: dict[str, str] = {}


def declare(*declared: Kind):
    for kind in declared:
        kinds.add(kind)


def origin(prefix: str, view: str):
    """Records whose source begins with this prefix lead back to that page; what follows the colon is its argument."""
    origins[prefix] = view


def url_of(source: str) -> str:
    """The page of the business object a record came from; empty if it has none."""
    prefix, colon, key = source.removesuffix(REVERSAL).partition(":")
    if not colon or prefix not in origins:
        return ""
    try:
        return reverse(origins[prefix], args=[key.partition("#")[0]])
    except NoReverseMatch:
        return ""


def word_for(kind: str, tag: str, code: str) -> str:
    declared = kinds.get(kind)
    return str(declared.word(tag, code)) if declared and code else code


def words_of(tag: str) -> dict[str, str]:
    """Every code any kind uses for this tag, with its word: what a filter offers."""
    return {code: str(word) for kind in kinds.values() for code, word in getattr(kind, f"{tag}s").items()}
