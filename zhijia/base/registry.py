"""Things declared in code and looked up by a short, permanent code."""

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules


class Registry(dict):
    """A plain dict of code → instance; `@registry` on a class declares it."""

    def __init__(self, module: str):
        super().__init__()
        self.module = module  # the file name in which each folder may declare its things

    def __call__(self, cls):
        self.add(cls())
        return cls

    def add(self, thing):
        if thing.code in self:
            raise ImproperlyConfigured(f"{thing.code!r} is declared twice: {thing!r} and {self[thing.code]!r}")
        self[thing.code] = thing
        return thing

    def discover(self):
        autodiscover_modules(self.module)
