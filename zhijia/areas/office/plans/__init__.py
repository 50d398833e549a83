"""Work plans 工作要点: a document becomes chapters, items and measures; an adopted plan becomes tasks with evidence."""
