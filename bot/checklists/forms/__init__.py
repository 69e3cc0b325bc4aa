"""Checklists as XLSForm, the field's standard for forms in a workbook: read with every mistake at once, and written."""
