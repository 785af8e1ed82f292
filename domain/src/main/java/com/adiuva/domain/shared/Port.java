package com.adiuva.domain.shared;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks an interface through which the core reaches the world.
///
/// Every port has a contract suite named `<Port>Contract` in this module's tests, and every
/// implementation runs it; the architecture tests hold us to that.
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Port {}
