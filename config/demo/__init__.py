"""The demonstration union: a fictional province built by running the actions a user would run. Every name is invented."""
