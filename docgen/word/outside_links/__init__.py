"""What a Word file would have fetched or read from outside of itself, and the file without it.

entries -> parsed parts -> links taken out of each -> the links, and the entries that are left

Word and LibreOffice follow such links when a file is opened, without a click: pictures and fields
that name an address or a file, linked objects, templates. A hyperlink is followed by a click only,
and stays. :func:`~docgen.word.outside_links.package_links.separate_links` does it all.
"""
