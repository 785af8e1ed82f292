package com.adiuva.adapters.llm.offline;

import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Sums a week up in Markdown: what was done, what is going on, what comes next, what the notes
/// say.
final class WeeklySummary {
  private static final int MOST_LINES = 30;
  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_READ = 1_000;
  private static final Pattern MARK =
      Pattern.compile("^\\s*(?:[-*•+–]|\\d{1,3}[.)])?\\s*(?:\\[[ xX✓]?\\])?\\s*");
  private static final Pattern DONE =
      Pattern.compile(
          ".*\\[[xX✓]\\].*|(?:.*\\W)?(?:done|completed|finished|closed)(?:\\W.*)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_PROGRESS =
      Pattern.compile(
          "(?:.*\\W)?(?:in[ _-]progress|doing|started|ongoing)(?:\\W.*)?",
          Pattern.CASE_INSENSITIVE);

  private final List<String> done = new ArrayList<>();
  private final List<String> inProgress = new ArrayList<>();
  private final List<String> next = new ArrayList<>();
  private final List<String> noted = new ArrayList<>();

  private WeeklySummary() {}

  /// @param week its name, or empty for the one that now is in
  /// @param rest what may hold both
  static String of(String week, ZonedDateTime now, Material tasks, Material notes, Material rest) {
    WeeklySummary summary = new WeeklySummary();
    tasks.items().forEach(summary::addTask);
    tasks.lines().forEach(summary::addTask);
    Stream.concat(notes.items().stream(), rest.items().stream())
        .forEach(item -> {
          if (item.isTask()) {
            summary.addTask(item);
          } else {
            summary.addNote(item);
          }
        });
    if (notes.items().isEmpty()) {
      notes.lines().forEach(line -> summary.noted.add(shown(line)));
    }
    if (rest.items().isEmpty()) {
      rest.lines().forEach(line -> summary.noted.add(shown(line)));
    }
    return summary.markdown(week.isBlank() ? isoWeek(now) : shown(week));
  }

  private void addTask(Material.Item item) {
    (item.isDone() ? done : item.isInProgress() ? inProgress : next).add(shown(item.title()));
  }

  private void addTask(String whole) {
    String line = whole.substring(0, Math.min(whole.length(), LONGEST_READ));
    (DONE.matcher(line).matches() ? done : IN_PROGRESS.matcher(line).matches() ? inProgress : next)
        .add(shown(line));
  }

  private void addNote(Material.Item item) {
    String first = item.text().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    noted.add("**" + shown(item.title()) + "**" + (first.isEmpty() ? "" : ": " + shown(first)));
  }

  private String markdown(String week) {
    StringBuilder text = new StringBuilder("# Week ").append(week).append('\n');
    if (done.isEmpty() && inProgress.isEmpty() && next.isEmpty() && noted.isEmpty()) {
      return text.append("\nNothing was recorded for this week.").toString();
    }
    text.append(
        String.format(
            Locale.ROOT,
            "\n%d done, %d in progress, %d to do.\n",
            done.size(),
            inProgress.size(),
            next.size()));
    section(text, "Done", done);
    section(text, "In progress", inProgress);
    section(text, "Next", next);
    section(text, "From the notes", noted);
    return text.toString().strip();
  }

  private static void section(StringBuilder text, String heading, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    text.append("\n## ").append(heading).append("\n\n");
    lines.stream().limit(MOST_LINES).forEach(line -> text.append("- ").append(line).append('\n'));
    if (lines.size() > MOST_LINES) {
      text.append("- and ").append(lines.size() - MOST_LINES).append(" more\n");
    }
  }

  private static String isoWeek(ZonedDateTime now) {
    return String.format(
        Locale.ROOT,
        "%d-W%02d",
        now.get(IsoFields.WEEK_BASED_YEAR),
        now.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  private static String shown(String line) {
    String text = MARK.matcher(line.strip()).replaceFirst("").strip();
    return text.codePointCount(0, text.length()) <= LONGEST_LINE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_LINE - 1)) + "…";
  }
}
