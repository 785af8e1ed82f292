package com.adiuva.adapters.persistence.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ann:s%40c%2Fr%3At@db.example.org:5433/app",
        "postgres://ann:s%40c%2Fr%3At@db.example.org:5433/app",
        "jdbc:postgresql://ann:s%40c%2Fr%3At@db.example.org:5433/app",
        "jdbc:postgresql://db.example.org:5433/app?user=ann&password=s%40c%2Fr%3At",
        "postgresql+asyncpg://ann:s%40c%2Fr%3At@db.example.org:5433/app",
        "postgresql+psycopg2://ann:s%40c%2Fr%3At@db.example.org:5433/app",
        "  postgresql://ann:s@c%2Fr:t@db.example.org:5433/app\n",
      })
  void readsEveryFormAlike(String text) {
    assertThat(DatabaseUrl.parse(text))
        .isEqualTo(new DatabaseUrl("db.example.org:5433", "app", "ann", "s@c/r:t", Map.of()));
  }

  @Test
  void understandsWhatIsLeftOut() {
    assertThat(DatabaseUrl.parse("postgresql://ann@"))
        .isEqualTo(new DatabaseUrl("localhost", "ann", "ann", "", Map.of()));
    assertThat(DatabaseUrl.parse("postgresql://ann@[::1]:1,other/x").hosts())
        .isEqualTo("[::1]:1,other");
  }

  @Test
  void aPlusSignIsAPlusSign() {
    assertThat(DatabaseUrl.parse("postgresql://ann:a+b@h/d").password()).isEqualTo("a+b");
  }

  @Test
  void speaksTheJdbcDriversNames() {
    DatabaseUrl url =
        DatabaseUrl.parse(
            "postgresql+asyncpg://ann@h/d?ssl=require&connect_timeout=3&options=-c%20a%3Db");
    assertThat(url.parameters())
        .isEqualTo(Map.of("sslmode", "require", "connectTimeout", "3", "options", "-c a=b"));
    assertThat(DatabaseUrl.parse("jdbc:postgresql://h/d?user=a&ssl=true").parameters())
        .isEqualTo(Map.of("ssl", "true"));
  }

  @Test
  void survivesBeingWrittenAndRead() {
    DatabaseUrl url =
        new DatabaseUrl("h:1", "my db", "än/n", "%:@/?#&=+ ü", Map.of("options", "-c a=b&c"));
    assertThat(DatabaseUrl.parse(url.reveal())).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret",
        "mysql://ann:s3cret@h/d",
        "postgresql:/ann:s3cret@h/d",
        "postgresql://ann:s3cret@h:99999/d",
        "postgresql://ann:s3cret@h:port/d",
        "postgresql://ann:s3cret@h h/d",
        "postgresql://ann:s3cret%zz@h/d",
        "postgresql://ann:s3cret%4@h/d",
        "postgresql://:s3cret@h/d",
        "postgresql://h/d?password=s3cret",
        "postgresql://ann:s3cret/x@h/d",
        "postgresql://ann:s3cret@h/d#x",
        "jdbc:mysql://h/d?password=s3cret",
      })
  void saysWhatIsWrongWithoutThePassword(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must look like postgresql://user:password@host:5432/database")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void isPrintedWithoutTheLogin() {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://ann:s3cret@h/d?sslpassword=s3cret");
    assertThat(url).hasToString("h/d");
  }
}
