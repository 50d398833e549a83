"""A birthday is kept once a year."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from zhijia.kernels.policy.lookup import resolve


def ask_for_a_birthday(world, officer):
    officer.open("/consolation/")
    officer.follow("登记一人慰问")
    officer.choose("慰问类型", "生日慰问")
    officer.seek("被慰问人", world.good[30]["姓名"])
    officer.fill("慰问日期", world.today)
    officer.choose("慰问形式", "蛋糕券")
    officer.fill("每人标准", "200")
    officer.press("提交审批")


def rule_in_tray(visitor, title):
    visitor.open(reverse("flow:intray"))
    visitor.follow(title, exact=False)
    visitor.main.get_by_role("radio", name="同意", exact=True).check()
    visitor.press("提交意见")
    visitor.told("审核意见已提交")


def give_for_a_birthday(world, officer, chair):
    name = world.good[30]["姓名"]
    ask_for_a_birthday(world, officer)
    officer.told("已提交审批")
    world.seen["round"] = officer.path
    rule_in_tray(chair, f"{name}生日慰问")
    officer.page.reload()
    officer.follow("登记发放")
    officer.tick(name)
    officer.press("登记发放")
    officer.fill("发放日期", world.today)
    officer.press("登记发放 1 条")
    officer.told("已登记发放 1 人")
    officer.follow(name)
    expect(officer.page).to_have_url(re.compile(r"/consolation/"))
    world.seen["gift"] = officer.path


def refuse_a_second_birthday(world, officer):
    """What was typed is still there, and the clause stands beside the field."""
    ask_for_a_birthday(world, officer)
    name, year = world.good[30]["姓名"], world.today.year
    clause = resolve("consolation.birthday", unit=world.cast.college, on=world.today).cited
    officer.reads(f"{name}{year}年已享受过生日慰问，每人每年一次（{clause}")
    expect(officer.main.get_by_label("每人标准")).to_have_value(re.compile("^200"))
