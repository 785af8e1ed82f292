/// What language models may cost a user: metering, budgets and the report of both.
@NullMarked
package com.adiuva.application.limits;

import org.jspecify.annotations.NullMarked;
