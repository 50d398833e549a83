"""Structured documents in (reading, outline, figures); official documents out.

    source  = read_document(path_or_bytes, name)   # .txt .docx .pdf → lines
    outline = parse_outline(source)                # chapters, items, measures, envelope, warnings
    claims  = figures_in(source.text)              # the quantities a report claims

Import from the modules (`reading`, `outline`, `figures`); they are pure, without Django and without the clock.
"""
