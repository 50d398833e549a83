"""Dated, scoped, cited parameters: which value acts where, since when, by which document."""
