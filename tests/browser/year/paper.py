"""What a union has on paper: people, and spreadsheets like those it sends."""

from datetime import date, timedelta

import xlsxwriter

from zhijia.base.identity import synthetic_id

SURNAMES, GIVEN, LAST = "赵钱孙吴郑王冯陈褚卫", "知远念初明哲清和", "安宁书言行文"
MEMBERS = 400


def person(serial) -> dict:
    """Invented people; no two of the same name, numbers that nobody can hold."""
    name = SURNAMES[serial % 10] + GIVEN[serial // 10 % 8] + LAST[serial // 80]
    born = date(1968, 1, 1) + timedelta(days=22 * serial)
    return {
        "序号": serial + 1,
        "姓名": name,
        "身份证号码": synthetic_id(born, serial),
        "性别": "男" if serial % 2 else "女",
        "部门": "会计学院分工会" if serial % 3 else "",
        "用工性质": "在编" if serial % 4 else "非在编",
        "入会时间": date(2018, 9, 1) + timedelta(days=serial),
    }


def wrong_digit(number):
    return number[:-1] + ("0" if number[-1] != "0" else "1")


def spoiled(row, place):
    """Five kinds of mistakes that real rosters are full of."""
    number = row["身份证号码"]
    wrong = (
        {"身份证号码": wrong_digit(number)},
        {"姓名": ""},
        {"身份证号码": number[:-3]},
        {"性别": "女" if row["性别"] == "男" else "男"},
        {"入会时间": "二〇一八年秋"},
    )
    return row | wrong[place]


def sheet(path, headings, rows, title=""):
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        page, first = book.add_worksheet(), 0
        if title:
            page.write(0, 0, title)
            first = 1
        page.write_row(first, 0, headings)
        for line, row in enumerate(rows, start=first + 1):
            for place, value in enumerate(row):
                page.write(line, place, value)
    return path
