"""What ``docgen template new`` makes of the forms in ``tests/forms``, judged by their notes.

    python -m tests.drafted_forms [NAMES] [-v] [--folder FOLDER]

A form file is text, one file a form; blank lines mean nothing except that they end a table.

    # a comment: in whose manner the form is, what is hard in it
    @landscape
    @title TEXT            centred, 黑体
    @centre TEXT   @right TEXT   @bold TEXT   @heading1 TEXT (2, 3)   @break   @empty
    TEXT                   a plain paragraph; @empty is one without text
    @table 2000 3000 1500  widths of grid columns in twips; rows follow, to the next blank line
    a | b | < | ^          ``<`` continues the cell at the left, ``^`` the cell above;
                           ``\\n`` in a cell begins a new paragraph
    @inner 3 2 800 1200    a table nested in row 3, grid column 2 of the last @table, from 1

Printed text may have ``{    }`` (underlined spaces), ``⟦placeholder⟧`` (a content control),
``⟦▾placeholder/a/b⟧`` (a drop-down list) and ``⟦☐⟧`` (a box to click), in ``PRINTED`` too. Each
blank is annotated with what it should become:

    «NAME»  «NAME:TYPE»  «NAME:TYPE|PRINTED»  «NAME:TYPE=FORMULA|PRINTED»

* NAME: words of labels from outer to inner with ``/``, only as many as tell the field apart. A
  field of a list begins with the list: ``明细[]/金额``; each blank row is annotated. The list's
  own name only says which columns go together.
* TYPE: text (if left out), number, rate, date, prose, ``choice(OPTION)`` for one box.
* FORMULA: over names in brackets, ``sum``, ``min``, ``max``: ``=[甲/预算数]+[乙/预算数]``,
  ``=[执行数]/[预算数] %`` for a rate, ``=sum([明细[]/金额])``. Within a list a name is that of the
  same row, but in ``sum``. ``~`` for ``=``: likely; a rule that warns is right, a formula too.
* PRINTED: what the blank form has there; nothing if left out.
* ``«!pen|…»``: for a pen, no tag. ``«!told|…»``: nothing names it, it has to be told.
  ``«@year|2023»``, ``«@year-1|2022»``: the edition's year, and the year before.

A text for Markdown below a heading may be written at its end: ``一、概况«概况:prose»``.
"""
