"""From the rows of a spreadsheet to drafts or problems, without reading or writing anything."""
