"""From samples to a table: medians, ratios within a round, and their spread."""
import statistics


def interleaved(subjects, rounds, sample):
    """Every subject once a round, in an order that turns, so that what disturbs the machine disturbs all of them."""
    rows = {subject: [] for subject in subjects}
    for turn in range(rounds):
        shift = turn % len(subjects)
        for subject in subjects[shift:] + subjects[:shift]:
            rows[subject].append(sample(subject))
    return {subject: row for subject, row in rows.items() if all(value is not None for value in row)}


def best(rows, among):
    """Which of these takes least."""
    there = [subject for subject in among if rows.get(subject)]
    return min(there, key=lambda subject: statistics.median(rows[subject])) if there else None


def ratio(row, to):
    """The median of the ratios of each round, and the lowest and highest of them."""
    ratios = [value / other for value, other in zip(row, to) if other]
    if not ratios:
        return "-"
    middle, low, high = statistics.median(ratios), min(ratios), max(ratios)
    return f"{middle:.2f}" if high - low < 0.005 else f"{middle:.2f} ({low:.2f}–{high:.2f})"


def table(head, rows):
    """Markdown; the first column is words, the others are figures."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def plain(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def ratios(measured, ours, unit, reference=None):
    """Columns are measures, rows are subjects, a cell is a ratio to the best peer, or to the reference. The last row says
    what 1 is."""
    subjects = list(dict.fromkeys(subject for rows in measured.values() for subject in rows))
    one = {name: reference or best(rows, [s for s in rows if s != ours]) for name, rows in measured.items()}
    lines = []
    for subject in subjects:
        cells = [ratio(rows[subject], rows[one[name]]) if subject in rows and one[name] in rows else "-"
                 for name, rows in measured.items()]
        lines.append([f"**{subject}**" if subject == ours else subject, *cells])
    meant = [f"{one[name]}, {plain(statistics.median(rows[one[name]]))} {unit}".strip() if one[name] in rows else "-"
             for name, rows in measured.items()]
    return table(["", *measured], [*lines, ["1.00 is", *meant]])
