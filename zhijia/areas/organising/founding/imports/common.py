"""What the sheets share."""


def turned(choices, **more):
    """What stands in a cell → what is stored."""
    return {str(name): str(code) for code, name in choices} | more
