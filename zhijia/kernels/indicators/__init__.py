"""Numbers of the union, each defined once: what it counts, over which rows, and how it opens to them."""
