"""Words, columns, query strings and verdicts of the web floor, without a database."""

import re
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.urls import reverse

from zhijia import web
from zhijia.base.money import YuanField
from zhijia.base.verdict import need
from zhijia.web import formats, links, middleware
from zhijia.web.charts import spark
from zhijia.web.exporters import attachment, safe
from zhijia.web.forms import dress
from zhijia.web.links import Act, Sheet, held_back
from zhijia.web.menu import Entry, Menu
from zhijia.web.query import Query
from zhijia.web.shell import Sources
from zhijia.web.states import State, tone_of
from zhijia.web.tables import Column, Table
from zhijia.web.templatetags.zj import field_groups, icon, with_label


@pytest.mark.parametrize(
    ("kind", "value", "word"),
    [
        ("money", 970700, "9,707.00"),
        ("money", -5, "-0.05"),
        ("money", 0, "0.00"),
        ("money", None, ""),
        ("date", date(2020, 11, 18), "2020-11-18"),
        ("datetime", datetime(2020, 11, 18, 1, 5, tzinfo=ZoneInfo("UTC")), "2020-11-18 09:05"),
        ("number", 12345, "12,345"),
        ("percent", 0.875, "87.5%"),
        ("bool", True, "是"),
        ("bool", False, "否"),
        ("masked", "530102199001011234", "530***********1234"),
        ("masked", "13812345678", "138****5678"),
        ("text", "<b>", "<b>"),
    ],
)
def test_values_are_written_as_the_office_writes_them(kind, value, word):
    assert Column("x", "某", kind=kind).word(SimpleNamespace(x=value), value) == word


@pytest.mark.parametrize(
    ("word", "tone"),
    [
        ("草稿", "quiet"),
        ("待单位审核", "info"),
        ("公示中", "info"),
        ("已发放", "good"),
        ("退回补充", "wait"),
        ("已逾期", "late"),
        ("不同意", "late"),
        ("已撤回", "quiet"),
        ("未开始", "quiet"),
        ("随便", "quiet"),
    ],
)
def test_states_get_their_tone_from_their_words(word, tone):
    assert tone_of(word) == tone


def test_a_colour_said_by_the_table_wins():
    assert tone_of("草稿", {"draft": "green"}, "draft") == "good"
    assert State("公示中", "info").tone == "info"


def row(**values):
    return SimpleNamespace(pk=7, get_absolute_url=lambda: "/x/7/", **values)


class Claims(Table):
    columns = [
        Column("number", "编号", link=True),
        Column("person.name", "姓名", note="person.unit"),
        Column("state", "状态", kind="state", labels={"paid": "已发放"}),
        Column("day", "日期", kind="date", hidden=True),
    ]
    row_class = staticmethod(lambda row: "zj-row-late" if row.number == "2" else "")


def test_a_cell_escapes_what_people_typed():
    html = Claims().body([row(number="<script>", person=SimpleNamespace(name="张&李", unit="<b>"), state="paid")])
    assert "<script>" not in html and "&lt;script&gt;" in html and "张&amp;李" in html and "&lt;b&gt;" in html


def test_links_states_notes_and_missing_values():
    html = Claims(tick=True).body([row(number="2", person=None, state="paid")])
    assert '<a href="/x/7/">2</a>' in html
    assert '<span class="zj-state zj-good">已发放</span>' in html
    assert '<span class="zj-none">—</span>' in html
    assert 'class="zj-row-late"' in html and 'name="row" value="7"' in html and 'data-label="姓名"' in html


def test_columns_are_shown_as_chosen_and_nonsense_is_ignored():
    assert [c.key for c in Claims().shown] == ["number", "person.name", "state"]
    assert [c.key for c in Claims(chosen=["day", "nix"]).shown] == ["day"]
    assert [c.key for c in Claims(chosen=["nix"]).shown] == ["number", "person.name", "state"]


def query(text, known=("state",)):
    return Query(QueryDict(text), known)


def test_unknown_parameters_are_dropped_from_every_address():
    assert query("q=a&state=b&evil=1&page=3").url(page=None) == "?q=a&state=b"
    assert query("q=a&state=b").url(without=("q", "state")) == "?"
    assert query("cols=a&cols=b").url(sort="-a") == "?cols=a&cols=b&sort=-a"


@pytest.mark.parametrize(
    ("size", "kept"), [("50", 50), ("7", 25), ("-1", 25), ("x", 25), ("", 25), ("９", 25), ("99999", 25)]
)
def test_page_sizes_are_a_choice_of_four(size, kept):
    assert query(f"size={size}").size == kept


def test_a_saved_view_keeps_filters_and_order_only():
    assert query("q=a&sort=-day&page=2&view=3&export=csv&print=1&state=b").saved() == "q=a&sort=-day&state=b"


@pytest.mark.parametrize("word", ["=1+1", "+cmd", "-x", "@sum", "\tx"])
def test_a_cell_that_looks_like_a_formula_stays_text(word):
    assert safe(word) == f"'{word}"


@pytest.mark.parametrize("word", ["张知远", "-12.50", "1,234.00", ""])
def test_ordinary_cells_and_negative_amounts_stay_as_they_are(word):
    assert safe(word) == word


def test_chinese_file_names_travel_encoded():
    assert attachment("单位.csv") == "attachment; filename*=UTF-8''%E5%8D%95%E4%BD%8D.csv"


def test_a_sparkline_needs_two_points_and_says_itself_in_words():
    assert spark([1]) == ""
    drawn = spark([1, 3, 2])
    assert 'aria-label="从 1 到 2"' in drawn and "style=" not in drawn


def test_an_icon_speaks_only_with_a_label():
    assert 'aria-hidden="true"' in icon("home") and 'aria-label="首页"' in icon("home", "首页")


class Ask(forms.Form):
    groups = [("甲组", ["name"])]
    name = forms.CharField(label="姓名")
    kind = forms.ChoiceField(label="类别", choices=[("", "---------"), ("a", "甲")])
    agree = forms.BooleanField(label="属实")
    paper = forms.FileField(label="证明")
    fee = YuanField(label="会费")
    own = forms.CharField(label="自定", error_messages={"required": "请按批复填写"})


def test_missing_answers_are_asked_for_by_name():
    form = dress(Ask({}))
    said = {name: form.errors[name][0] for name in form.errors}
    assert said == {
        "name": "请填写姓名",
        "kind": "请选择类别",
        "agree": "请勾选“属实”",
        "paper": "请选择证明文件",
        "fee": "请填写会费",
        "own": "请按批复填写",
    }
    assert "is-invalid" in form.fields["name"].widget.attrs["class"]
    assert form.fields["kind"].choices[0] == ("", "请选择")


class Limits(forms.Form):
    name = forms.CharField(label="名称", max_length=4)
    count = forms.IntegerField(label="人数", min_value=0)
    own = forms.CharField(label="自定", validators=[MaxLengthValidator(2, "请写两个字")])


def test_limits_are_said_in_plain_words_unless_the_field_has_its_own():
    form = dress(Limits({"name": "一二三四五", "count": "-7", "own": "三个字"}))
    said = {name: form.errors[name][0] for name in form.errors}
    assert said == {
        "name": "最多4个字，现在有5个，请改短",
        "count": "不能小于0，请核对",
        "own": "请写两个字",
    }


def test_a_reason_that_keeps_back_several_actions_is_said_once():
    over = need(False, "这一批已经截止")
    acts = [
        Act(label, "/", args=(), verdict=verdict)
        for label, verdict in (("选人", over), ("打印", over), ("结束", need(True, "")))
    ]
    assert held_back([act.bound(None) for act in acts]) == ["选人、打印：这一批已经截止"]


def test_a_sheet_knows_its_ways_and_the_thing_it_is_about(monkeypatch):
    both, one = (SimpleNamespace(title=t, ability="manage", goes_out=t == "名册") for t in ("名册", "慰问名单"))
    monkeypatch.setattr(links, "imports", {"a.roll": both, "a.gifts": one})
    of = Sheet("a.roll", subject=SimpleNamespace(pk=7), unit=SimpleNamespace(pk=3))
    told = [(str(link.label), link.ability, link.query) for link in of.links]
    assert told == [
        ("导入名册", "manage", "unit=3&subject=7"),
        ("下载名册的模板", "manage", "unit=3&subject=7"),
        ("导出可再导入的名册", "export", "unit=3&subject=7"),
    ]
    assert [str(link.label) for link in Sheet("a.roll", fills=False).links] == ["导出可再导入的名册"]
    assert [str(link.label) for link in Sheet("a.gifts").links] == ["导入慰问名单", "下载慰问名单的模板"]


def test_fields_outside_the_groups_are_not_lost():
    legends = [(legend, [field.name for field in fields]) for legend, fields in field_groups(Ask())]
    assert legends == [("甲组", ["name"]), ("", ["kind", "agree", "paper", "fee", "own"])]


def test_an_error_on_top_names_its_field_once():
    assert with_label("请填写姓名", "姓名") == "请填写姓名"
    assert with_label("不是金额", "会费") == "会费：不是金额"


@pytest.mark.parametrize(
    ("sql", "writes"),
    [
        ("SELECT 1", False),
        (" update x set a=1", True),
        ('INSERT INTO "org_unit" VALUES (1)', True),
        ("DELETE FROM x", True),
        ('UPDATE "django_session" SET x=1', False),
        ("SAVEPOINT a", False),
        ("PRAGMA x", False),
        ("UPDATE \"org_unit\" SET name = 'django_session'", True),
    ],
)
def test_the_guard_knows_a_write_when_it_sees_one(sql, writes):
    assert middleware.is_write(sql) is writes


def test_a_source_declared_twice_is_asked_once():
    sources = Sources()

    def todos(user):
        return []

    sources(todos)
    sources("甲", order=1)(todos)
    assert [source.order for source in sources] == [1]


def test_an_act_without_verdict_is_allowed():
    assert Act("打印", "/x/").bound(SimpleNamespace(pk=1)).allowed


def test_money_is_never_rounded_on_the_way_to_the_screen():
    assert formats.yuan(10**15 + 1) == "10,000,000,000,000.01"


def test_every_icon_asked_for_is_in_the_sprite():
    """Across all folders: a missing icon is an empty space nobody notices."""
    house = Path(web.__file__).parent.parent
    sprite = set(re.findall(r'<symbol id="([a-z-]+)"', (house / "web/static/web/icons.svg").read_text()))
    asked = set()
    for file in [*house.rglob("*.html"), *house.rglob("menu.py")]:
        asked |= set(re.findall(r'(?:\{% icon |icon=)"([a-z-]+)"', file.read_text()))
    assert asked - sprite == set()


def test_templates_hold_no_inline_styles_or_handlers():
    house = Path(web.__file__).parent.parent
    faulty = [
        str(file.relative_to(house))
        for file in house.rglob("*.html")
        if re.search(r"<[^>]*\s(?:style|on[a-z]+)\s*=\s*[\"']", file.read_text())
    ]
    assert faulty == []


def test_the_chapter_of_the_page_is_open_and_its_entry_marked():
    shelf = Menu()
    shelf.add(Entry(chapter="office", title="办公", url="web:home", ability=None))
    shelf.add(Entry(chapter="care", title="我的", url="web:me", ability=None))
    shelf.add(Entry(chapter="system", title="拆掉的", url="web:gone", ability=None))
    me = reverse("web:me")

    def seen(path):
        return {
            chapter.title: [chapter.open, *(line.here for _, lines in chapter.parts for line in lines)]
            for chapter in shelf.chapters_for(None, path)
        }

    assert seen(me) == {"服务职工": [True, True], "办公": [False, False]}
    assert seen(f"{me}77/") == {"服务职工": [True, False], "办公": [False, False]}  # a page below it
    assert seen("/elsewhere/") == {"服务职工": [False, False], "办公": [False, False]}


def test_a_long_chapter_is_told_in_parts_in_their_order():
    """The part counts before the place: what one folder puts last in its part still stands before the next part."""
    shelf = Menu()
    given = (("统计", "counts", 1), ("花名册", "members", 1), ("组织树", "units", 99), ("总览", "", 99))
    for title, part, order in given:
        shelf.add(Entry(chapter="organising", part=part, title=title, url="web:home", ability=None, order=order))
    (chapter,) = shelf.chapters_for(None)
    assert [(str(heading), [line.title for line in lines]) for heading, lines in chapter.parts] == [
        ("", ["总览"]),
        ("组织", ["组织树"]),
        ("会员", ["花名册"]),
        ("统计", ["统计"]),
    ]
    assert not chapter.open
    with pytest.raises(ValueError, match="unknown part"):
        shelf.add(Entry(chapter="organising", part="gone", title="无处", url="web:home"))
