"""Rosters to import in tests: invented people with numbers nobody holds."""

from datetime import date, timedelta

import xlsxwriter

from zhijia.base.identity import synthetic_id

HEADINGS = ["序号", "姓名", "身份证号码", "性别", "出生年月", "联系电话", "部门", "用工性质", "岗位", "入会时间"]
SURNAMES, GIVEN = "赵钱孙李周吴郑王", "知远念初明哲清和"


def person(serial, **changes) -> dict:
    """One line of the roster; the same serial is the same person."""
    born = date(1970, 1, 1) + timedelta(days=37 * serial)
    line = {
        "序号": serial,
        "姓名": SURNAMES[serial % 8] + GIVEN[serial % 7] + GIVEN[(serial + 3) % 7],
        "身份证号码": synthetic_id(born, serial % 1000),
        "性别": "男" if serial % 2 else "女",
        "出生年月": born,
        "联系电话": f"138{serial:08d}",
        "部门": "会计学院分工会" if serial % 3 else "",
        "用工性质": ("在编", "非在编", "劳务派遣")[serial % 3],
        "岗位": "教师",
        "入会时间": date(2016, 9, 1) + timedelta(days=serial),
    }
    return line | changes


def write(path, lines, title="云岭财经职业学院会员花名册", headings=HEADINGS):
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write(0, 0, title)
        sheet.write_row(1, 0, headings)
        for number, line in enumerate(lines, start=2):
            for place, heading in enumerate(headings):
                value = line.get(heading, "")
                if value not in ("", None):
                    sheet.write(number, place, value)
    return path
