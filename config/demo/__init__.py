"""The demonstration union: a fictional province, built by the actions a user would run. Every name is invented."""
