"""What waits for a person: to-dos from every source, deadlines, notices."""
