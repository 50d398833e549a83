"""统计报送: forms filled from the records, checked, signed, handed up level by level and locked."""
