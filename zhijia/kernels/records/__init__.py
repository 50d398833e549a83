"""Service records 台账: what was done for whom, written once, and the summary the numbers are read from."""
