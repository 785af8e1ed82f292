package com.adiuva.benchmarks.load;

import java.lang.management.ManagementFactory;

/// What else there is to know about the machine when a number is read.
public final class Conditions {
  private Conditions() {}

  /// One line: cores, and how many processes wanted one lately.
  public static String line() {
    return "%d cores, load average of the last minute %.1f (before this), Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            Runtime.version().feature());
  }
}
