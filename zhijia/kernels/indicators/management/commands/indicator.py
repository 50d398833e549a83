"""`bin/zhijia indicator CODE --unit CODE --from DATE --to DATE [--json]`: one number, as every page shows it."""

import json
import sys
from datetime import date
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError

from zhijia.base.verdict import Refused, need
from zhijia.base.wording import Rule
from zhijia.kernels.indicators.base import Scope, indicators
from zhijia.kernels.org.models import Unit
from zhijia.kernels.records.rules import TAGS

WORDINGS = [str(rule) for rule in Rule if rule is not Rule.FULL_COVERAGE]  # full coverage is said of a whole


def day(text, name):
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"{name}“{text}”不是日期，请写成 2026-03-10 的样子") from error


def filters(pairs) -> dict:
    made = dict(pair.partition("=")[::2] for pair in pairs)
    wrong = next((name for name in made if name not in (*TAGS, "person", "kind") or not made[name]), None)
    need(wrong is None, "筛选“%(name)s”看不懂，请写成 fund=会费 的样子", name=wrong).or_refuse()
    return made


class Command(BaseCommand):
    help = "一个指标在某单位、某期间的数值"

    def add_arguments(self, parser):
        parser.add_argument("code", help="指标代码，例如 members")
        parser.add_argument("--unit", required=True, help="单位编码；含其全部下级")
        parser.add_argument("--from", dest="start", required=True, help="起始日期（含），2026-01-01")
        parser.add_argument("--to", dest="end", required=True, help="截止日期（含），2026-12-31")
        parser.add_argument("--filter", action="append", default=[], help="标签=值，可写多个，例如 occasion=birthday")
        parser.add_argument("--wording", default=Rule.EXACT, choices=WORDINGS, help="数字写法")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *, code, unit, start, end, wording, **options):
        try:
            answer = self.answer(
                code, unit, day(start, "起始日期"), day(end, "截止日期"), filters(options["filter"]), wording
            )
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(as_json(answer) if options["json"] else as_text(answer))

    def answer(self, code, unit_code, start, end, kept, wording):
        need(
            code in indicators,
            "没有“%(code)s”这个指标，可用的有：%(all)s",
            code=code,
            all="、".join(sorted(indicators)),
        ).or_refuse()
        unit = Unit.objects.filter(code=unit_code).first()
        need(unit, "没有编码为“%(code)s”的单位", code=unit_code).or_refuse()
        indicator, scope = indicators[code], Scope(unit, start, end, kept)
        value = indicator.value(scope)
        return {
            "code": code,
            "name": str(indicator.name),
            "unit_of_count": str(indicator.counting_unit),
            "value": number(indicator.plain(value)),
            "wording": "" if value is None else indicator.say(value, wording),
            "rows": indicator.rows(scope).count(),
            "unit": unit.code,
            "unit_name": unit.name,
            "from": start.isoformat(),
            "to": end.isoformat(),
            "filters": dict(scope.filters),
            "definition": str(indicator.definition),
        }


def number(value):
    """Whole numbers as such; yuan and percentages with their decimals."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def as_json(answer) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None)


def as_text(answer) -> str:
    lines = [
        f"{answer['name']}：{answer['wording'] or '无'}（{answer['rows']} 条记录）",
        f"{answer['unit_name']}，{answer['from']} 至 {answer['to']}",
        answer["definition"],
    ]
    return "\n".join(line for line in lines if line)
