"""Who may do what, where: users, roles held on a unit with dates, abilities."""
