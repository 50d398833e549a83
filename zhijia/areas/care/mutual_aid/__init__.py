"""职工医疗互助 (D-14, D-15): members pool fees for a period and are helped when they fall ill."""
