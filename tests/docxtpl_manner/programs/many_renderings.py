"""One template object, rendered again and again; pictures replaced in each."""

from docxtpl import DocxTemplate

tpl = DocxTemplate("templates/badge.docx")

for number, (name, photo) in enumerate([("Ann", "red"), ("Bob", "green"), ("Zoë & Co", "blue")]):
    tpl.reset_replacements()
    tpl.replace_pic("dummy.png", f"templates/{photo}.png")
    tpl.render({"name": name, "skills": ["reading"] * number}, autoescape=True)
    tpl.save(f"output/badge{number}.docx")
