"""网上入会: a person finds the union, is matched against its staff roll and joins, or waits at a desk."""
