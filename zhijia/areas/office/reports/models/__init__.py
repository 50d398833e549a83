from .frozen import Difference, FrozenFigure, Publication
from .written import Figure, Opinion, Paragraph, Report, Section

__all__ = ["Difference", "Figure", "FrozenFigure", "Opinion", "Paragraph", "Publication", "Report", "Section"]
