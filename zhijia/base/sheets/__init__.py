"""Spreadsheets in and out, without business: what a column is, how a heading is recognised, how a cell is read.

A folder declares its import in its `imports` module with what stands here; kernels/exchange carries it out.
"""

from .spec import ImportColumn, ImportSpec, Row, imports

__all__ = ["ImportColumn", "ImportSpec", "Row", "imports"]
