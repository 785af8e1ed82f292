package com.adiuva.adapters.llm.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds what is to be done in lines of prose: open checkboxes and `TODO`s, points below a heading
/// that announces work, sentences that begin with a verb or say that something must be done.
final class ActionItems {
  private static final int MOST = 50;
  private static final int LONGEST_LINE = 2_000;

  private static final Pattern POINT =
      Pattern.compile("^\\s*(?:[-*•+–]|\\d{1,3}[.)])\\s+(\\[[ xX✓]?\\]\\s*)?(.+)$");
  private static final Pattern TODO =
      Pattern.compile(
          "^(?:todo|to-do|to do|action item|action|task|next step|next|open)\\s*:\\s*(.+)$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DONE =
      Pattern.compile(
          "^(?:done|completed|finished|closed|~~.*)\\b.*|.*\\((?:done|completed|finished)\\)$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DONE_SECTION =
      Pattern.compile(
          "\\b(?:done|completed|finished|shipped|closed|archived?|history)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OPEN_SECTION =
      Pattern.compile(
          "\\b(?:todos?|to-dos?|to do|tasks?|actions?|next|open|steps?|backlog|remaining|left)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CUE =
      Pattern.compile(
          "\\b(?:needs? to|ha(?:ve|s) to|must|should|remember to|don'?t forget to|let'?s|please|"
              + "(?:we|i) will|(?:we|i)'ll|going to|want to|plan to)\\s+(.+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WANTING =
      Pattern.compile(
          "\\b(?:needs? (?:a|an|the|more|new)|(?:is|are) (?:still )?(?:missing|broken|open|to be))\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;])\\s+");
  private static final Pattern ENUMERATION = Pattern.compile(",\\s*(?:and\\s+)?|\\s+and\\s+");
  private static final Set<String> VERBS =
      Set.copyOf(
          Arrays.asList(
              ("add agree analyse analyze arrange ask assign automate book build buy call change"
                      + " check choose clean clear close collect compare complete configure confirm"
                      + " connect contact convert create decide define deliver deploy describe"
                      + " design develop discuss document draft email estimate evaluate finalise"
                      + " finalize find finish fix follow gather get hire identify implement import"
                      + " improve inform install integrate interview investigate invite launch list"
                      + " make measure meet merge migrate monitor move negotiate order organise"
                      + " organize outline pay plan polish post prepare present print prioritise"
                      + " prioritize produce propose prototype publish record redesign reduce"
                      + " refactor register release remove rename renew repair replace reply report"
                      + " request research resolve review rewrite run schedule secure select send"
                      + " set setup ship sign sketch sort specify start submit talk test track train"
                      + " translate update upgrade upload validate verify visit wire write")
                  .split(" ")));

  private final Set<String> found = new LinkedHashSet<>();
  private final Set<String> points = new LinkedHashSet<>();
  private boolean inDone;
  private boolean inOpen;

  private ActionItems() {}

  /// What is to be done, in order, in the words of the lines; where nothing says so plainly, all
  /// the points of a list.
  static List<String> in(List<String> lines) {
    ActionItems items = new ActionItems();
    for (String line : lines) {
      items.read(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
    }
    Set<String> all = items.found.isEmpty() ? items.points : items.found;
    return all.stream().limit(MOST).toList();
  }

  private void read(String line) {
    Matcher point = POINT.matcher(line);
    if (point.matches()) {
      readPoint(plain(point.group(2)), point.group(1));
    } else if (isHeading(line)) {
      inDone = DONE_SECTION.matcher(line).find();
      inOpen = !inDone && OPEN_SECTION.matcher(line).find();
    } else if (!inDone) {
      for (String sentence : SENTENCE_END.split(line.strip())) {
        readSentence(plain(sentence));
      }
    }
  }

  private void readPoint(String text, @Nullable String box) {
    boolean ticked = box != null && !box.strip().matches("\\[ ?\\]");
    if (ticked || inDone || text.isBlank() || DONE.matcher(text).matches()) {
      return;
    }
    points.add(text);
    if (box != null || inOpen) {
      found.add(withoutTodo(text));
    } else {
      readSentence(text);
    }
  }

  private void readSentence(String sentence) {
    if (sentence.isBlank() || sentence.endsWith("?") || DONE.matcher(sentence).matches()) {
      return;
    }
    Matcher cue = CUE.matcher(sentence);
    if (TODO.matcher(sentence).matches()) {
      found.add(withoutTodo(sentence));
    } else if (beginsWithVerb(sentence)) {
      addEach(sentence);
    } else if (cue.find() && beginsWithVerb(cue.group(1))) {
      addEach(cue.group(1));
    } else if (cue.reset().find() || WANTING.matcher(sentence).find()) {
      found.add(sentence);
    }
  }

  /// `design the logo, write the copy and deploy it` is three things to do.
  private void addEach(String text) {
    List<String> parts = new ArrayList<>(List.of(ENUMERATION.split(text)));
    if (parts.stream().allMatch(ActionItems::beginsWithVerb)) {
      found.addAll(parts);
    } else {
      found.add(text);
    }
  }

  private static boolean beginsWithVerb(String text) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("[^a-z]", 2);
    return VERBS.contains(words[0]);
  }

  private static boolean isHeading(String line) {
    String text = line.strip();
    return text.startsWith("#") || (text.endsWith(":") && text.length() <= 80);
  }

  private static String withoutTodo(String text) {
    Matcher todo = TODO.matcher(text);
    return todo.matches() ? todo.group(1).strip() : text;
  }

  /// Without Markdown's emphasis and the full stop.
  private static String plain(String text) {
    return text.replaceAll("[*_`]{2,}", "").strip().replaceAll("[.!;,]+$", "").strip();
  }
}
