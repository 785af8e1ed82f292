package com.adiuva.adapters.storage.pinecone;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.vectors.VectorIndexFactory;
import com.adiuva.domain.vectors.VectorSpace;
import java.net.URI;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class PineconeVectorIndexFactoryTest {
  private static final PineconeSettings SETTINGS =
      new PineconeSettings(
          "pcsk_secret", "adiuva", URI.create("https://api.pinecone.io"), "aws", "us-east-1");

  private final VectorIndexFactory factory = new PineconeVectorIndexFactory();

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(VectorIndexFactory.class).stream().map(one -> one.get().name()))
        .contains("pinecone");
  }

  @Test
  void needsNothingButAKey() {
    assertThat(factory.check(Map.of("PINECONE_API_KEY", "k")::get)).isEmpty();
    assertThat(factory.check(name -> null)).containsOnlyKeys("PINECONE_API_KEY");
  }

  @Test
  void namesEachWrongSetting() {
    Map<String, String> wrong =
        Map.of(
            "PINECONE_API_KEY", "a\nb",
            "PINECONE_INDEX", "Adiuva_",
            "PINECONE_HOST", "api.pinecone.io",
            "PINECONE_CLOUD", "a b",
            "PINECONE_REGION", "\"");
    assertThat(factory.check(wrong::get)).containsOnlyKeys(wrong.keySet());
    String longest = "a".repeat(39);
    assertThat(factory.check(Map.of("PINECONE_API_KEY", "k", "PINECONE_INDEX", longest)::get))
        .isEmpty();
    assertThat(factory.check(Map.of("PINECONE_API_KEY", "k", "PINECONE_INDEX", longest + "a")::get))
        .containsOnlyKeys("PINECONE_INDEX");
  }

  @Test
  void keepsTheKeySecret() {
    assertThat(SETTINGS.toString()).doesNotContain("pcsk_secret");
    assertThat(SETTINGS.addressOf("adiuva-o32-x.svc.pinecone.io"))
        .isEqualTo(URI.create("https://adiuva-o32-x.svc.pinecone.io"));
    assertThat(SETTINGS.addressOf("http://elsewhere")).isEqualTo(URI.create("https://elsewhere"));
  }

  @Test
  void tellsItsIndexesFromOthers() {
    VectorSpace space = VectorSpace.ofEmbeddings(4096);
    assertThat(SETTINGS.spaceOf(SETTINGS.indexName(space))).contains(space);
    assertThat(SETTINGS.spaceOf(SETTINGS.indexName(VectorSpace.OPAQUE)))
        .contains(VectorSpace.OPAQUE);
    for (String other :
        new String[] {"adiuva", "adiuva-", "adiuva-e", "adiuva-e01", "x-e8", "e8"}) {
      assertThat(SETTINGS.spaceOf(other)).isEmpty();
    }
  }
}
