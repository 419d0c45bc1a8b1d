"""Says ``docxtpl.`` before each name, and has a class of its own."""

import docxtpl


class Letter(docxtpl.DocxTemplate):  # type: ignore[misc]
    """A template that knows what all letters have."""

    def render(self, context: dict[str, object], *args: object) -> None:
        """Renders with what all letters have."""
        super().render({"office": "Lyon", **context}, *args)


letter = Letter("templates/letter.docx")
letter.render({"name": docxtpl.RichText("Ann", bold=True), "text": docxtpl.Listing("a\nb")})
letter.save("output/letter.docx")
