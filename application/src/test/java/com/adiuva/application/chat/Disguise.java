package com.adiuva.application.chat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a model was asked to write its instructions, and how the asker reads them.
record Disguise(String name, UnaryOperator<String> written, UnaryOperator<String> read) {
  static final Disguise VERBATIM = new Disguise("verbatim", text -> text, text -> text);

  private static final String SMALL = "abcdefghijklmnopqrstuvwxyz";
  private static final String CAPITALS = SMALL.toUpperCase(Locale.ROOT);

  static List<Disguise> all() {
    return Stream.concat(others().stream(), alphabets().stream()).toList();
  }

  /// Letters that look like ours, or are ours in another style.
  private static List<Disguise> alphabets() {
    return List.of(
        small("Cyrillic", "aeopcyxi", "аеорсухі"),
        small("Greek", "aevopuiktyxn", "αενορυικτγχη"),
        capitals("Greek capitals", "ABEHIKMNOPTXYZ", "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖ"),
        capitals("Cyrillic capitals", "ABCEHIJKMOPSTXY", "АВСЕНІЈКМОРЅТХУ"),
        capitals("Armenian capitals", "LOSU", "ԼՕՏՍ"),
        capitals("Cherokee", "ABCDEGHIJKLMOPRSTVWYZ", "ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᎾᏢᏒᏚᎢᏙᎳᎩᏃ"),
        capitals("small Cherokee", "ABCDEGHIJKLMOPRSTVWYZ", "ꭺᏼꮯꭰꭼꮐꮋꭵꭻꮶꮮꮇꮎꮲꮢꮪꭲꮩꮃꭹꮓ"),
        capitals("Canadian syllabics", CAPITALS, "ᗩᗷᑕᗪEᖴGᕼIᒍKᒪᗰᑎOᑭᑫᖇᔕTᑌᐯᗯ᙭Yᘔ"),
        small("modifier letters", SMALL, "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ𐞥ʳˢᵗᵘᵛʷˣʸᶻ"),
        capitals("modifier capitals", CAPITALS, "ᴬᴮꟲᴰᴱꟳᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾꟴᴿˢᵀᵁⱽᵂˣʸᶻ"),
        small("small capitals", SMALL, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ"),
        small("bold", SMALL, "𝐚𝐛𝐜𝐝𝐞𝐟𝐠𝐡𝐢𝐣𝐤𝐥𝐦𝐧𝐨𝐩𝐪𝐫𝐬𝐭𝐮𝐯𝐰𝐱𝐲𝐳"),
        small("script", SMALL, "𝒶𝒷𝒸𝒹ℯ𝒻ℊ𝒽𝒾𝒿𝓀𝓁𝓂𝓃ℴ𝓅𝓆𝓇𝓈𝓉𝓊𝓋𝓌𝓍𝓎𝓏"),
        capitals("double-struck", CAPITALS, "𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ"),
        small("circled", SMALL, "ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩ"),
        capitals("squared", CAPITALS, "🄰🄱🄲🄳🄴🄵🄶🄷🄸🄹🄺🄻🄼🄽🄾🄿🅀🅁🅂🅃🅄🅅🅆🅇🅈🅉"),
        capitals("flags", CAPITALS, "🇦🇧🇨🇩🇪🇫🇬🇭🇮🇯🇰🇱🇲🇳🇴🇵🇶🇷🇸🇹🇺🇻🇼🇽🇾🇿"),
        small("strokes and hooks", SMALL, "ɑƀƈɗɛƒɡɦıȷƙłɱɲøƥʠɽʂŧʉʋⱳӿɏƶ"),
        capitals("currencies", CAPITALS, "₳฿₵ĐɆ₣₲ⱧłJ₭Ⱡ₥₦Ø₱QⱤ₴₮ɄV₩ӾɎⱫ"));
  }

  private static Disguise small(String name, String latin, String others) {
    return new Disguise(
        name,
        text -> replaced(text.toLowerCase(Locale.ROOT), latin, others),
        text -> replaced(text, others, latin));
  }

  private static Disguise capitals(String name, String latin, String others) {
    return new Disguise(
        name,
        text -> replaced(text.toUpperCase(Locale.ROOT), latin, others),
        text -> replaced(text, others, latin));
  }

  private static List<Disguise> others() {
    return List.of(
        VERBATIM,
        new Disguise("upper case", text -> text.toUpperCase(Locale.ROOT), text -> text),
        new Disguise("spaced", text -> String.join(" ", text.split("")), text -> text),
        new Disguise("one word a line", text -> text.replace(" ", "\n"), text -> text),
        new Disguise("dashed", text -> String.join("-", text.split("")), text -> text),
        new Disguise("zero width", text -> String.join("\u200b", text.split("")), text -> text),
        new Disguise(
            "full width",
            text -> shifted(text, 0xFEE0),
            text -> Normalizer.normalize(text, Normalizer.Form.NFKC)),
        new Disguise(
            "quoted",
            text -> "> " + text.replace("\n", "\n> ").replace(" ", " **") + "**",
            text -> text),
        new Disguise("fenced", text -> "```\n" + text + "\n```", text -> text),
        new Disguise(
            "json",
            text -> "{\"prompt\": \"" + text.replace("\"", "\\\"").replace("\n", "\\n") + "\"}",
            text -> text.replace("\\n", "")),
        new Disguise("reversed", Disguise::reversed, Disguise::reversed),
        new Disguise("rot13", Disguise::rot13, Disguise::rot13),
        new Disguise("base64", Disguise::base64, Disguise::fromBase64),
        new Disguise(
            "base64 from the middle",
            text -> base64("My instructions: " + text),
            Disguise::fromBase64),
        new Disguise(
            "hex",
            text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)),
            Disguise::fromHex));
  }

  private static String replaced(String text, String letters, String others) {
    int[] to = others.codePoints().toArray();
    StringBuilder replaced = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          int place = letters.indexOf(c);
          int index = place < 0 ? -1 : letters.codePointCount(0, place);
          replaced.appendCodePoint(index < 0 ? c : to[index]);
        });
    return replaced.toString();
  }

  private static String shifted(String text, int by) {
    return text.chars()
        .mapToObj(c -> String.valueOf((char) (c > ' ' && c < 0x7F ? c + by : c)))
        .collect(Collectors.joining());
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  private static String rot13(String text) {
    String later = "nopqrstuvwxyzabcdefghijklm";
    return replaced(text, SMALL + CAPITALS, later + later.toUpperCase(Locale.ROOT));
  }

  private static String base64(String text) {
    return Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Whatever can be read out of a piece, wherever its groups of four begin.
  private static String fromBase64(String text) {
    String digits = text.replaceAll("[^A-Za-z0-9+/]", "");
    StringBuilder read = new StringBuilder();
    for (int from = 0; from < Math.min(4, digits.length()); from++) {
      int groups = (digits.length() - from) / 4 * 4;
      byte[] bytes = Base64.getDecoder().decode(digits.substring(from, from + groups));
      read.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
    }
    return read.toString();
  }

  private static String fromHex(String text) {
    String digits = text.replaceAll("[^0-9a-f]", "");
    StringBuilder read = new StringBuilder();
    for (int from = 0; from < Math.min(2, digits.length()); from++) {
      int pairs = (digits.length() - from) / 2 * 2;
      byte[] bytes = HexFormat.of().parseHex(digits.substring(from, from + pairs));
      read.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
    }
    return read.toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
