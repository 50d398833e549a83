"""Pure rules of bodies, terms, posts and elections: no Django, no clock. Domain 1.2 to 1.5."""
