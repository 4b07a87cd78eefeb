"""Charts as marks on a sheet, which a page shows as SVG and a PDF as lines: few colours, and a label at each thing.

What tells two things apart is never colour alone: bars are solid or hollow, lines have dashes and a sign of their own,
and each bears its name. Beside each chart stands its table.
"""
