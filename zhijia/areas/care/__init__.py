"""Chapter D 服务帮扶: what the union does for its members."""
