"""Chapter E 组织建设: unions, their members, bodies, elections and the numbers they hand up."""
