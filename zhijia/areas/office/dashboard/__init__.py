"""看板: the indicators of a unit and its subtree, with trend, breakdown and the way to the rows."""
