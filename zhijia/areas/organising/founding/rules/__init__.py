"""What founding a union, changing one and repairing its lines must keep to. Pure: no database, no clock."""
