/// What every route speaks: requests and answers, strict JSON, problem details, who may call what.
@NullMarked
package com.adiuva.adapters.http.shared;

import org.jspecify.annotations.NullMarked;
