package com.adiuva.application.chat.fingerprints;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.application.shared.Prompts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

  @Test
  void everyEntryOfTheTableIsReadAsItsLetter() {
    List<String> lines =
        Prompts.read(Folding.class, "look-alikes.txt")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();

    assertThat(lines).hasSizeGreaterThan(40);
    for (String line : lines) {
      int letter = line.codePointAt(0);
      line.codePoints()
          .skip(2)
          .forEach(alike ->
              assertThat(Folding.letters(alike))
                  .as("U+%04X %s", alike, Character.getName(alike))
                  .containsExactly(Folding.letters(letter)[0]));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
        "𝒶𝒷𝒸𝒹ℯ𝒻ℊ𝒽𝒾𝒿𝓀𝓁𝓂𝓃ℴ𝓅𝓆𝓇𝓈𝓉𝓊𝓋𝓌𝓍𝓎𝓏",
        "𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ",
        "ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩ",
        "🄰🄱🄲🄳🄴🄵🄶🄷🄸🄹🄺🄻🄼🄽🄾🄿🅀🅁🅂🅃🅄🅅🅆🅇🅈🅉",
        "🅰🅱🅲🅳🅴🅵🅶🅷🅸🅹🅺🅻🅼🅽🅾🅿🆀🆁🆂🆃🆄🆅🆆🆇🆈🆉",
        "🇦🇧🇨🇩🇪🇫🇬🇭🇮🇯🇰🇱🇲🇳🇴🇵🇶🇷🇸🇹🇺🇻🇼🇽🇾🇿",
        "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ𐞥ʳˢᵗᵘᵛʷˣʸᶻ",
        "ᴬᴮꟲᴰᴱꟳᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾꟴᴿˢᵀᵁⱽᵂˣʸᶻ",
        "ₐbcdₑfgₕᵢⱼₖₗₘₙₒₚqᵣₛₜᵤᵥwₓyz",
        "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ",
        "ɑƀƈɗɛƒɡɦıȷƙłɱɲøƥʠɽʂŧʉʋⱳӿɏƶ",
        "₳฿₵ĐɆ₣₲ⱧłJ₭Ⱡ₥₦Ø₱QⱤ₴₮ɄV₩ӾɎⱫ",
        "卂乃匚ᗪ乇千Ꮆ卄丨フҜㄥ爪几ㄖ卩Ɋ尺丂ㄒㄩᐯ山乂ㄚ乙"
      })
  void stylesAreReadThrough(String styled) {
    assertThat(read(styled)).isEqualTo(read(ALPHABET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "⓪①②③④⑤⑥⑦⑧⑨", "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡", "⓿❶❷❸❹❺❻❼❽❾"})
  void digitsOfAllKindsAreOurs(String digits) {
    assertThat(read(digits)).isEqualTo(read("0123456789"));
  }

  @Test
  void capitalsAndSmallLettersThatLookUnlikeEachOtherAreReadEachAsItLooks() {
    assertThat(read("Νν Ηη Ρρ Υυ Нн")).isEqualTo(read("Nv Hn Pp Yu Hh"));
    assertThat(read("ᎪᏴᏟ ꭺꮟꮯ")).isEqualTo(read("abc abc"));
  }

  @Test
  void whatStandsOverOrUnderALetterIsNothing() {
    assertThat(read("a\u0301b\u0345c\u0363")).isEqualTo("abc");
  }

  private static String read(String text) {
    return text.codePoints()
        .flatMap(codePoint -> Arrays.stream(Folding.letters(codePoint)))
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
