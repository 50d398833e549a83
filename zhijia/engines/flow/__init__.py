"""Cases, desks and rulings: approval by several levels, where it is always one desk's turn."""
