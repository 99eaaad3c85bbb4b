"""Charts: positions computed here, drawn as SVG by templates."""
