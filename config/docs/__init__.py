"""Pages of docs/ printed from tables in the code, so that they cannot fall behind it. `bin/zhijia docs` writes them.

A page is a function without arguments that returns Markdown: the same code always prints the same text.
"""

from . import abilities, commands, glossary, handbook, imports, indicators, parameters, states

PAGES = {
    "docs/generated/abilities.md": abilities.page,
    "docs/generated/commands.md": commands.page,
    "docs/generated/glossary.md": glossary.page,
    "docs/generated/imports.md": imports.page,
    "docs/generated/indicators.md": indicators.page,
    "docs/generated/parameters.md": parameters.page,
    "docs/generated/states.md": states.page,
    "docs/handbook/index.md": handbook.page,
}
GENERATED = "docs/generated"  # a folder in which nothing else may lie
