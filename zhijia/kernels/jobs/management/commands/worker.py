"""`bin/zhijia worker`: does background jobs until it is told to stop."""

import signal

from django.core.management.base import BaseCommand

from zhijia.kernels.jobs.worker import Worker


class Command(BaseCommand):
    help = "执行后台任务：导入、导出、生成报告和定时检查。Ctrl+C 停止（再按一次立即停止）"
    requires_system_checks: list = []  # the web processes check addresses and forms; a worker has none

    def add_arguments(self, parser):
        parser.add_argument("--until-empty", action="store_true", help="队列空了就退出，供脚本使用")
        parser.add_argument("--pause", type=float, default=1.0, help="没有任务时隔几秒再看一次")

    def handle(self, *, until_empty, pause, **options):
        worker = Worker(pause=pause)
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, worker.stop)
        if options["verbosity"]:
            self.stdout.write(f"worker {worker.name}")
        count = worker.run(until_empty=until_empty)
        if options["verbosity"]:
            self.stdout.write(f"{count} jobs")
