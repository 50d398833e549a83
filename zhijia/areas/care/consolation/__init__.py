"""慰问 (D-07, D-08): festivals, birthdays, illness, childbirth and the other days on which the union shows it cares."""
