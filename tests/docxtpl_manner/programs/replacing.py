"""Puts files in the place of others, in the whole package."""

from docxtpl import DocxTemplate

tpl = DocxTemplate("templates/packed.docx")
tpl.replace_media("templates/red.png", "templates/green.png")
tpl.replace_embedded("templates/inner.docx", "templates/other.docx")
tpl.replace_zipname("word/embeddings/sheet1.xlsx", "templates/other.xlsx")
tpl.render({"name": "Ann"})
tpl.save("output/replaced.docx")

unrendered = DocxTemplate("templates/packed.docx")
unrendered.replace_media("templates/red.png", "templates/blue.png")
unrendered.save("output/unrendered.docx")
