package com.adiuva.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The kinds of conditions our rules are made of.
final class Conditions {
  private Conditions() {}

  /// Every dependency of the class, seen from and to, passes.
  static ArchCondition<JavaClass> dependOnlyWhere(
      String description, BiPredicate<JavaClass, JavaClass> allowed) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (!allowed.test(type, target)) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  /// The complaints about each class; none when all is well.
  static ArchCondition<JavaClass> each(
      String description, Function<JavaClass, Collection<String>> complaints) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (String complaint : complaints.apply(type)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, complaint + " in " + type.getSourceCodeLocation()));
        }
      }
    };
  }

  /// The complaint about each package, given its classes.
  static ArchCondition<JavaClass> eachPackage(
      String description, Function<List<JavaClass>, Optional<String>> complaint) {
    return all(
        description,
        types ->
            types.stream()
                .collect(
                    Collectors.groupingBy(
                        JavaClass::getPackageName, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(inPackage -> complaint.apply(inPackage).stream())
                .toList());
  }

  /// The complaints about all classes taken together.
  static ArchCondition<JavaClass> all(
      String description, Function<Collection<JavaClass>, Collection<String>> complaints) {
    return new ArchCondition<>(description) {
      private Collection<JavaClass> types = List.of();

      @Override
      public void init(Collection<JavaClass> allObjectsToTest) {
        types = List.copyOf(allObjectsToTest);
      }

      @Override
      public void check(JavaClass type, ConditionEvents events) {
        // judged together, at the end
      }

      @Override
      public void finish(ConditionEvents events) {
        for (String complaint : complaints.apply(types)) {
          events.add(SimpleConditionEvent.violated(types, complaint));
        }
      }
    };
  }
}
