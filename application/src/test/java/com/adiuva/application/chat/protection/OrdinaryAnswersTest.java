package com.adiuva.application.chat.protection;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.application.shared.Prompts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers as people get them: a collection written by hand, and sentences about all sorts of work.
class OrdinaryAnswersTest {
  private static final List<String> OPENERS =
      List.of(
          "Sure. ",
          "Done! ",
          "Of course: ",
          "Here you are. ",
          "I had a look. ",
          "",
          "",
          "All set. ",
          "Good news: ",
          "Hm, ",
          "✅ ",
          "**Note:** ");
  private static final List<String> SENTENCES =
      List.of(
          "I created the %1$s \"%2$s\" in %3$s.",
          "I moved \"%2$s\" to %4$s and left the rest as it is.",
          "\"%2$s\" belongs to %3$s and is due %4$s.",
          "You have 7 open %1$ss in %3$s; the next is \"%2$s\", %4$s.",
          "There is no %1$s called \"%2$s\" in %3$s. Which one did you mean?",
          "I deleted the %1$s \"%2$s\" as you asked.",
          "I set the priority of \"%2$s\" to high and assigned it to Ann, because it is due %4$s.",
          "Which project should the %1$s \"%2$s\" belong to?",
          "The %1$s was completed %4$s; nothing is left to do in %3$s.",
          "Shall I also add a %1$s for \"%2$s\"? It could be due %4$s.",
          "The project %3$s has been archived; reopen it whenever you need the %1$s again.",
          "If you do not know the date yet, I can create the %1$s without one.",
          "`%2$s` is in progress and %3$s waits for it until %4$s.",
          "Several %1$ss mention \"%2$s\". The latest is from %4$s, in %3$s.",
          "I wrote down what you said about %3$s in a note called \"%2$s\".",
          "- %2$s (%3$s), %4$s\n- another %1$s, no date",
          "Please tell me the title of the %1$s and when it is due.",
          "From what your notes say, %3$s needs \"%2$s\" first, %4$s at the latest.");
  private static final List<String> THINGS = List.of("task", "note", "milestone", "comment");
  private static final List<String> TITLES =
      List.of(
          "Ship v1",
          "Draft plan",
          "Pay the invoice",
          "Übergabe",
          "Call Ann",
          "Prompt review",
          "Write tests",
          "Q4 report",
          "Clean the data",
          "Router settings",
          "Answer the client's mail");
  private static final List<String> PROJECTS =
      List.of("Apollo", "Artemis", "the garden", "Website relaunch", "Projekt Müller", "Q1 / 2027");
  private static final List<String> TIMES =
      List.of(
          "today",
          "tomorrow at 17:00",
          "by Friday",
          "on 24 December",
          "next week",
          "by the end of the working day",
          "at noon in your time zone");

  @Test
  void noneOf500IsAltered() {
    assertThat(answers()).allSatisfy(answer -> assertThat(Guarded.seen(answer)).isEqualTo(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Έχεις τρεις εργασίες για σήμερα. ΔΗΜΙΟΥΡΓΗΣΑ ΤΗ ΣΗΜΕΙΩΣΗ «ΠΡΟΫΠΟΛΟΓΙΣΜΟΣ».",
        "У тебя три задачи на сегодня. ВСЕ ОНИ ОТНОСЯТСЯ К ПРОЕКТУ «АПОЛЛОН».",
        "Ты ніколи не чуў пра гэта? Їжак і ґанок: нові нотатки.",
        "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ: ᎠᏴ ᎠᎩᎸᏉᏗ ᎯᎠ. ꭰᏼ ꭰꭹꮈꮙꮧ.",
        "Դուք ունեք երեք առաջադրանք այսօր: ՆՈՐ ՆՇՈՒՄ",
        "لديك ثلاث مهام اليوم، وآخرها ملاحظة عن الميزانية ٢٠٢٧.",
        "你今天有三个任务，几个在山上的项目里。",
        "오늘 할 일이 세 개 있습니다.",
        "x² + y³ = ½ · 10⁻⁹ m, ₂H₂O, 5 µm, 20 ℃, №1, Foo™ ① ② ❸, €15 + £3 ≈ ¥2900 © 2027"
      })
  void otherScriptsAndSignsStayAsTheyAre(String answer) {
    assertThat(Guarded.seen(answer)).isEqualTo(answer);
  }

  @Test
  void ordinaryTextFlowsAtOnce() {
    long held = 0;
    long steps = 0;
    for (String answer : answers()) {
      TextFilter filter = Guarded.request().filter();
      int seen = 0;
      for (int i = 0; i < answer.length(); i++) {
        seen += filter.next(answer.substring(i, i + 1)).length();
        held += i + 1 - seen;
        steps++;
        assertThat(i + 1 - seen).as("held back").isLessThanOrEqualTo(80);
        assertThat(i < 12 || seen > 0 || "`[<\ud83d".indexOf(answer.charAt(0)) >= 0)
            .as("the beginning is seen: %s", answer)
            .isTrue();
      }
    }
    assertThat((double) held / steps).as("characters held back, on average").isLessThan(1.5);
  }

  private static Set<String> answers() {
    Set<String> answers =
        new LinkedHashSet<>(
            List.of(
                Prompts.read(OrdinaryAnswersTest.class, "ordinary-answers.txt").split("\n---\n")));
    Random random = new Random(20261122);
    while (answers.size() < 500) {
      StringBuilder answer = new StringBuilder(any(OPENERS, random));
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        answer
            .append(
                any(SENTENCES, random)
                    .formatted(
                        any(THINGS, random),
                        any(TITLES, random),
                        any(PROJECTS, random),
                        any(TIMES, random)))
            .append(random.nextInt(4) == 0 ? "\n\n" : " ");
      }
      answers.add(answer.toString());
    }
    return answers;
  }

  private static String any(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
