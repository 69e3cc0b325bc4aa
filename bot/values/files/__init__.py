"""Files as people have them: what they are is found out first, and said in one sentence where it is not what is needed.

``text`` reads bytes as text, ``table`` rows of cells (CSV, XLSX), ``tree`` YAML that knows its lines.
"""
