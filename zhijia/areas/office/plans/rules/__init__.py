"""What holds of plans and tasks, without database and clock: `lines` for the text, `tasks` for the states."""
