"""Who did what, when, to which row, from what to what; who opened a sealed value, and why. Written once."""
