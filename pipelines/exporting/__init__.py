"""The table in the forms of other programs: workbook, SDMX, descriptions. Read by pipelines/export.py only."""
