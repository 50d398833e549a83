"""`bin/demo`: builds the demonstration union once, by running the actions; says who can sign in."""

from importlib import import_module
from importlib.util import find_spec
from time import monotonic

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.demo import plan
from config.demo.province import Province
from config.demo.world import World
from zhijia.kernels.access.models import User
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Membership


class Command(BaseCommand):
    help = "建立演示工会（只在空库中建立；已有数据时只列出账号）"

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=["union", "province"], default="union", help="province：一个省的规模")

    def handle(self, *, size, **options):
        self.began = monotonic()
        if Unit.objects.exists():
            self.say("已有数据，不再建立演示工会")
        elif not settings.SYNTHETIC_IDS:
            raise CommandError("演示数据是虚构的身份证号，正式环境不接受；试用、培训请设 ZHIJIA_SYNTHETIC_IDS=1")
        elif size == "province":
            self.build_province()
        else:
            self.build()
        self.list_accounts()

    def say(self, text):
        self.stdout.write(f"· [{monotonic() - self.began:5.1f} 秒] {text}")
        self.stdout.flush()

    @transaction.atomic
    def build(self):
        """All or nothing: an interrupted demonstration leaves an empty database."""
        self.say("建立单位、账号、花名册 ……")
        world = World()
        world.build()
        self.say(f"{Unit.objects.count()} 个单位，{Membership.objects.active().count()} 名会员")
        for config in self.folders():
            demo = import_module(f"{config.name}.demo")
            self.say(f"建立{demo.TITLE} ……")
            demo.build(world)
        self.say("演示工会已建成")

    @transaction.atomic
    def build_province(self):
        self.say("建立一个省的单位、账号、花名册（约一分钟）……")
        Province(self.say).build()
        self.say(f"{Unit.objects.standing().count()} 个单位，{Membership.objects.active().count()} 名会员")

    @staticmethod
    def folders():
        """Folders that show themselves, in the order of the settings: what they build may rest on those before."""
        ours = [config for config in apps.get_app_configs() if config.name.startswith("zhijia.")]
        return [config for config in ours if find_spec(f"{config.name}.demo")]

    def list_accounts(self):
        known = set(User.objects.values_list("username", flat=True))
        shown = [(username, purpose) for username, purpose in plan.SHOWN if username in known]
        if shown:
            self.stdout.write(f"\n演示账号（密码都是 {plan.PASSWORD}）：")
        for username, purpose in shown:
            self.stdout.write(f"  {username:<16}{purpose}")
