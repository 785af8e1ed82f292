package com.adiuva.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.billing.testkit.ScriptedStripe;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.bootstrap.campaigns.QuotaCampaign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/// Campaigns are started by hand, and seldom: that everything they need is there is seen here.
final class ClassPathTest {
  @Test
  void campaignsHaveAllClassesTheyNeed() throws Exception {
    for (Class<?> one :
        List.of(QuotaCampaign.class, ScriptedStripe.class, ScriptedProvider.class)) {
      List<String> names = names(one);
      assertThat(names).isNotEmpty();
      for (String name : names) {
        Class<?> loaded = Class.forName(name, false, one.getClassLoader());
        assertThat(loaded.getDeclaredMethods()).isNotNull(); // finds the classes they speak of
      }
    }
  }

  /// Those in its package, but for tests: these are not started here.
  private static List<String> names(Class<?> one) throws Exception {
    Path jar = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    String folder = one.getPackageName().replace('.', '/') + "/";
    try (JarFile opened = open(jar)) {
      return opened.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .filter(name -> !name.endsWith("Test") && !name.contains("Contract"))
          .filter(name -> !name.endsWith("package-info"))
          .toList();
    }
  }

  private static JarFile open(Path jar) throws IOException {
    return new JarFile(jar.toFile());
  }
}
