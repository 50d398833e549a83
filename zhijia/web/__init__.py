"""Page classes, components, menu and shell.

Knows no business: what it shows comes from above, through duck typing (`visible_to`, `can`) and small registries.
"""
