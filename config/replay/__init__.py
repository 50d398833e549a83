"""A generated province of the size a real report describes, built through the same actions and imports a user has."""
