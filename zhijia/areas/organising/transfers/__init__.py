"""会籍接转 (E-04): a member goes from one union to another; both ends say yes, or are silent long enough."""
