/// Runs the real program as a process, and campaigns against it: for our tests and for `torture`.
@NullMarked
package com.adiuva.bootstrap.testkit;

import org.jspecify.annotations.NullMarked;
