/// The real server over fakes in memory, and clients that can misbehave.
@NullMarked
package com.adiuva.adapters.http.testkit;

import org.jspecify.annotations.NullMarked;
