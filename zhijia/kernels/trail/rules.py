"""What the trail may hold. Secrets are named as changed, never written (domain 14.2)."""

HIDDEN = "••••••"
SECRET_NAMES = frozenset({"password", "secret", "token", "id_number", "phone", "bank_card", "diagnosis"})


def is_secret(name: str, sealed_names=frozenset()) -> bool:
    return name in sealed_names or name in SECRET_NAMES


def changed(before: dict, after: dict) -> list[str]:
    """Fields that differ, in the order they were given."""
    names = [*before, *(name for name in after if name not in before)]
    return [name for name in names if before.get(name) != after.get(name)]


def shown(value, secret: bool) -> str:
    """A value as the trail keeps it."""
    if value in (None, "", [], {}):
        return ""
    return HIDDEN if secret else str(value)[:2000]
