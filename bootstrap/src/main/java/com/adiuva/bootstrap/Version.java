package com.adiuva.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version the build wrote into our resources.
final class Version implements IVersionProvider {
  static final String CURRENT = read();

  Version() {}

  @Override
  public String[] getVersion() {
    return new String[] {"adiuva " + CURRENT};
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/adiuva.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("the build writes adiuva.properties", e);
    }
    return properties.getProperty("version");
  }
}
