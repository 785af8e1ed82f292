/// What can be wrong before any use case sees a request, and failures as the log may have them.
@NullMarked
package com.adiuva.adapters.http.problems;

import org.jspecify.annotations.NullMarked;
