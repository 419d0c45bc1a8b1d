"""The pages of the docs as Markdown: their headings, links, code; and what must hold of them."""
