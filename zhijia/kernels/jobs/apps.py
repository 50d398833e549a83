from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "zhijia.kernels.jobs"

    def ready(self):
        from .registry import jobs

        jobs.discover()
