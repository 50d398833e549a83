"""Pictures of the handbook: name → who looks, at which address."""

PAGES = {
    "cards-mine": ("member", lambda: "/cards/mine/"),
}
ON_A_PHONE = {"cards-mine"}
