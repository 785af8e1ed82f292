package com.adiuva.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Where the rooms of a hexagon are. A room is a package below the root and all that is in it; it
/// is named by its path from the root, such as `adapters.http`. The packages of the room's first
/// level are its features.
///
/// @param root the package that everything is in, such as `org.acme.shop`
/// @param exempt rooms in which no rule applies, such as benchmarks
/// @param reserved rooms that hold a `package-info` and nothing else yet
/// @param technologies package of a library to the only rooms that may use it; `adapters` stands
///   for all rooms below it
/// @param portAnnotation full name of the annotation that marks a port
/// @param machineReaders full names of classes that may read system properties, because they ask
///   for the machine (`os.name`) and not for a setting
/// @param testCode tells test classes from the others
/// @param depth how many packages deep a class may be below the root
/// @param filesPerPackage how many top-level classes a package may have
/// @param forbiddenSuffixes what the name of a class may not end with
public record Hexagon(
    String root,
    String domain,
    String application,
    Set<String> adapters,
    String bootstrap,
    Set<String> exempt,
    Set<String> reserved,
    Map<String, Set<String>> technologies,
    String portAnnotation,
    Set<String> machineReaders,
    Predicate<JavaClass> testCode,
    int depth,
    int filesPerPackage,
    List<String> forbiddenSuffixes) {

  public Hexagon {
    adapters = Set.copyOf(adapters);
    exempt = Set.copyOf(exempt);
    reserved = Set.copyOf(reserved);
    machineReaders = Set.copyOf(machineReaders);
    technologies = Map.copyOf(technologies);
    forbiddenSuffixes = List.copyOf(forbiddenSuffixes);
    if (adapters.isEmpty()) {
      throw new IllegalArgumentException("a hexagon without adapters has no walls to keep");
    }
  }

  /// A hexagon with the rooms `domain`, `application` and `bootstrap`; adapters must be named.
  public static Builder of(String root) {
    return new Builder(root);
  }

  /// Reads every class below the root that the class path has: main code, test code, test jars.
  public JavaClasses importClasses() {
    return new ClassFileImporter().importPackages(root);
  }

  /// Collects what differs from the usual shape.
  public static final class Builder {
    private final String root;
    private String domain = "domain";
    private String application = "application";
    private Set<String> adapters = Set.of();
    private String bootstrap = "bootstrap";
    private Set<String> exempt = Set.of();
    private Set<String> reserved = Set.of();
    private final Map<String, Set<String>> technologies = new LinkedHashMap<>();
    private String portAnnotation;
    private Set<String> machineReaders = Set.of();
    private Predicate<JavaClass> testCode = TestCode::comesFromTests;
    private int depth = 3;
    private int filesPerPackage = 15;
    private List<String> forbiddenSuffixes =
        List.of("Port", "Impl", "Dao", "Manager", "UseCase", "Util", "Utils");

    private Builder(String root) {
      this.root = root;
      this.portAnnotation = root + ".domain.shared.Port";
    }

    public Builder domain(String room) {
      domain = room;
      return this;
    }

    public Builder application(String room) {
      application = room;
      return this;
    }

    public Builder adapters(String... rooms) {
      adapters = Set.of(rooms);
      return this;
    }

    public Builder bootstrap(String room) {
      bootstrap = room;
      return this;
    }

    public Builder exempt(String... rooms) {
      exempt = Set.of(rooms);
      return this;
    }

    public Builder reserved(String... rooms) {
      reserved = Set.of(rooms);
      return this;
    }

    public Builder technology(String libraryPackage, String... rooms) {
      technologies.put(libraryPackage, Set.of(rooms));
      return this;
    }

    public Builder portAnnotation(String className) {
      portAnnotation = className;
      return this;
    }

    public Builder machineReaders(String... classNames) {
      machineReaders = Set.of(classNames);
      return this;
    }

    public Builder testCode(Predicate<JavaClass> isTest) {
      testCode = isTest;
      return this;
    }

    public Builder depth(int packages) {
      depth = packages;
      return this;
    }

    public Builder filesPerPackage(int files) {
      filesPerPackage = files;
      return this;
    }

    public Builder forbiddenSuffixes(String... suffixes) {
      forbiddenSuffixes = List.of(suffixes);
      return this;
    }

    public Hexagon build() {
      return new Hexagon(
          root,
          domain,
          application,
          adapters,
          bootstrap,
          exempt,
          reserved,
          technologies,
          portAnnotation,
          machineReaders,
          testCode,
          depth,
          filesPerPackage,
          forbiddenSuffixes);
    }
  }
}
