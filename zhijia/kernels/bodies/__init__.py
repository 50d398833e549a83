"""Committees and other bodies of a union, their terms, posts and sessions; who serves gives and ends roles."""
