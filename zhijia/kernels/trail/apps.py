from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "zhijia.kernels.trail"

    def ready(self):
        from zhijia.base import noting

        from . import keeper
        from .registry import verbs

        noting.plug(keeper)
        verbs.discover()
