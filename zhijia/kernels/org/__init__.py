"""Units of the union, the dated tree they form, and the one place where reach becomes SQL."""
