"""合作单位: who the union works with, on what contract, how long their papers are good, how they did."""
