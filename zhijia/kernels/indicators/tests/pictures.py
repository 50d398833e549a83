"""Pictures of the handbook: name → who looks, at which address."""

PAGES = {
    "organisation-asof": ("province", lambda: "/indicators/asof/?before=2025-12-31"),
}
