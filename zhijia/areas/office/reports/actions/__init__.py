"""Write a report, have it approved and frozen, look whether its numbers still hold."""
