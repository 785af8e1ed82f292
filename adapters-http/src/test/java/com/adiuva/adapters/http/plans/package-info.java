/// Tests of this package, and the rows of the security checklist that it answers for.
@NullMarked
package com.adiuva.adapters.http.plans;

import org.jspecify.annotations.NullMarked;
