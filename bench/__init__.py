"""Side-by-side benchmarks: ours, a peer and the bare limit in one run, on a temporary database."""
